package dev.difynative.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.annotation.AnnotationMatch;
import dev.difynative.apps.annotation.AnnotationReplies;
import dev.difynative.files.AttachedFiles;
import dev.difynative.models.ChatPrompt;
import dev.difynative.models.ContentPart;

/** What happens to a question before the model sees it: moderation, external data, knowledge, then the prompt. May block. */
@ApplicationScoped
class QuestionPreparation {
    private final Moderation moderation;
    private final ExternalData externalData;
    private final AttachedFiles attachedFiles;
    private final KnowledgeSearch knowledge;
    private final PromptSpace promptSpace;
    private final AnnotationReplies annotations;

    /** The result: a prompt for the model, or an answer that needs none. */
    sealed interface Prepared {}

    record Ask(ChatPrompt prompt, OutputModeration moderation, List<JsonNode> citations) implements Prepared {}

    /** {@code annotationReply} names the annotation that answers, or is null. */
    record Answered(String text, JsonNode annotationReply) implements Prepared {}

    QuestionPreparation(Moderation moderation, ExternalData externalData, AttachedFiles attachedFiles, KnowledgeSearch knowledge,
            PromptSpace promptSpace, AnnotationReplies annotations) {
        this.moderation = moderation;
        this.externalData = externalData;
        this.attachedFiles = attachedFiles;
        this.knowledge = knowledge;
        this.promptSpace = promptSpace;
        this.annotations = annotations;
    }

    Prepared of(ChatTurn turn) {
        AppSnapshot app = turn.app();
        Map<String, Object> inputs = turn.question().inputs();
        String query = turn.question().query();
        ModerationVerdict verdict = moderation.ofQuestion(app, inputs, query);
        if (verdict.flagged()) {
            return new Answered(verdict.replacement(), null);
        }
        if (verdict.inputs() != null) {
            inputs = verdict.inputs();
            query = verdict.query();
        }
        Optional<AnnotationMatch> annotation = annotations.find(app, query);
        if (annotation.isPresent()) {
            return answered(turn, annotation.get(), query);
        }
        inputs = externalData.fill(app, inputs, query);
        // An agent looks things up when it wants to.
        KnowledgeSearch.Found found = app.mode() == AppMode.AGENT_CHAT
                ? KnowledgeSearch.Found.NOTHING
                : knowledge.of(turn, inputs, query);
        List<ContentPart> images = attachedFiles.toContentParts(app.tenantId(), turn.message().files(),
                app.config().fileUpload().imageDetail());
        ChatPrompt prompt = promptSpace.fill(turn, new PromptBuilder(app.config()),
                new PromptBuilder.Ingredients(inputs, query, found.context(), images));
        return new Ask(prompt, moderation.ofAnswer(app), found.citations());
    }

    private Answered answered(ChatTurn turn, AnnotationMatch match, String query) {
        annotations.answered(turn.app(), match, query, turn.message().id(), turn.message().sender().source());
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("id", match.annotationId().toString());
        reply.putObject("account").put("id", match.accountId() == null ? null : match.accountId().toString())
                .put("name", match.accountName());
        return new Answered(match.answer(), reply);
    }
}
