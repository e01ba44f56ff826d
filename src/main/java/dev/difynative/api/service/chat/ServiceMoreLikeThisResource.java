package dev.difynative.api.service.chat;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.EndUserScopes;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.chat.history.MoreLikeThis;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Another text like one that a completion app has given. */
@Path("/api/messages/{id}/more-like-this")
class ServiceMoreLikeThisResource {
    private final MoreLikeThis moreLikeThis;
    private final AnswerWriter answers;
    private final AppCaller caller;
    private final EndUserScopes scopes;

    ServiceMoreLikeThisResource(MoreLikeThis moreLikeThis, AnswerWriter answers, AppCaller caller, EndUserScopes scopes) {
        this.moreLikeThis = moreLikeThis;
        this.answers = answers;
        this.caller = caller;
        this.scopes = scopes;
    }

    @GET
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> again(@RestPath String id, @RestQuery String user,
            @RestQuery("response_mode") @DefaultValue("blocking") String responseMode) {
        boolean streaming = SendMessage.ResponseMode.of(responseMode) == SendMessage.ResponseMode.STREAMING;
        MoreLikeThis.Again again = moreLikeThis.of(caller.app(), scopes.ofNamed(user), id, user);
        return answers.answer(again.app(), again.question(), streaming);
    }
}
