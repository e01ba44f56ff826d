package dev.difynative.api.service.speech;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.service.EndUserScopes;
import dev.difynative.api.service.UploadForm;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.history.EndUserScope;
import dev.difynative.chat.history.MessageService;
import dev.difynative.speech.AudioUpload;
import dev.difynative.speech.SpeechError;
import dev.difynative.speech.SpeechService;
import dev.difynative.workflow.run.WorkflowCalls;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;

/** Writes down what an app's users say, and speaks its answers. */
@Path("/api")
@RunOnVirtualThread
class ServiceSpeechResource {
    private final SpeechService speech;
    private final MessageService messages;
    private final WorkflowCalls workflows;
    private final AppCaller caller;
    private final EndUserScopes scopes;

    ServiceSpeechResource(SpeechService speech, MessageService messages, WorkflowCalls workflows, AppCaller caller,
            EndUserScopes scopes) {
        this.speech = speech;
        this.messages = messages;
        this.workflows = workflows;
        this.caller = caller;
        this.scopes = scopes;
    }

    @POST
    @Path("/audio-to-text")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Transcript transcribe(MultipartFormDataInput form) throws IOException {
        UploadForm upload = UploadForm.of(form, SpeechError.NO_AUDIO_UPLOADED);
        try (InputStream content = upload.content()) {
            return new Transcript(speech.transcribe(called(), scopes.of(upload.user()).endUserId(),
                    new AudioUpload(upload.name(), upload.mimeType(), upload.size(), content)));
        }
    }

    @POST
    @Path("/text-to-audio")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("audio/mpeg")
    public Buffer speak(SpeakText body) {
        SpeakText wanted = Bodies.required(body);
        boolean ofMessage = wanted.messageId() != null && !wanted.messageId().isEmpty();
        EndUserScope scope = scopes.of(wanted.user());
        String text = ofMessage ? messages.answer(scope, wanted.messageId()) : wanted.text();
        return speech.speak(called(), scope.endUserId(), text, wanted.voice());
    }

    /** An app that is ruled by a graph says in its published version what is switched on. */
    private AppSnapshot called() {
        return caller.app().mode().isGraph() ? workflows.asPublished(caller.app()) : caller.app();
    }
}
