package dev.difynative.models.provider;

/** What a protocol contributes to a streamed answer: the request, a decoder for each try, and what it can leave out. */
public interface StreamedRequest {

    ProviderEndpoint endpoint();

    ProviderRequest request();

    AnswerDecoder decoder();

    /** Whether the provider refuses to be asked for usage, and the next request leaves that out. */
    boolean withoutUsage(ProviderFaults.Complaint complaint);
}
