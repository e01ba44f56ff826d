package dev.difynative.chat;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.chat.prompt.ExternalData;
import dev.difynative.chat.prompt.PromptBuilder;
import dev.difynative.chat.prompt.PromptSpace;
import dev.difynative.chat.retrieval.KnowledgeSearch;
import dev.difynative.files.AttachedFiles;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ContentPart;

/** What happens to a question before the model sees it: moderation, external data, knowledge, then the prompt. May block. */
@ApplicationScoped
class QuestionPreparation {
    private final QuestionGate gate;
    private final ExternalData externalData;
    private final AttachedFiles attachedFiles;
    private final KnowledgeSearch knowledge;
    private final PromptSpace promptSpace;

    /** The result: a prompt for the model, or an answer that needs none. */
    sealed interface Prepared {}

    record Ask(ChatPrompt prompt, OutputModeration moderation, List<JsonNode> citations) implements Prepared {}

    /** {@code annotationReply} names the annotation that answers, or is null. */
    record Answered(String text, JsonNode annotationReply) implements Prepared {}

    QuestionPreparation(QuestionGate gate, ExternalData externalData, AttachedFiles attachedFiles, KnowledgeSearch knowledge,
            PromptSpace promptSpace) {
        this.gate = gate;
        this.externalData = externalData;
        this.attachedFiles = attachedFiles;
        this.knowledge = knowledge;
        this.promptSpace = promptSpace;
    }

    Prepared of(ChatTurn turn) {
        AppSnapshot app = turn.app();
        QuestionGate.Decision decision = gate.decide(app, new QuestionGate.Asked(turn.question().inputs(),
                turn.question().query(), turn.message().id(), turn.message().sender().source(),
                turn.message().sender().endUserId()));
        return switch (decision) {
            case QuestionGate.Answered(String text, JsonNode annotationReply) -> new Answered(text, annotationReply);
            case QuestionGate.Pass(Map<String, Object> inputs, String query) -> ask(turn, inputs, query);
        };
    }

    private Ask ask(ChatTurn turn, Map<String, Object> given, String query) {
        AppSnapshot app = turn.app();
        Map<String, Object> inputs = externalData.fill(app, given, query);
        // An agent looks things up when it wants to.
        KnowledgeSearch.Found found = app.mode() == AppMode.AGENT_CHAT
                ? KnowledgeSearch.Found.NOTHING
                : knowledge.of(turn, inputs, query);
        List<ContentPart> images = attachedFiles.toContentParts(app.tenantId(), turn.message().files(),
                app.config().fileUpload().imageDetail());
        ChatPrompt prompt = promptSpace.fill(turn, new PromptBuilder(app.config()),
                new PromptBuilder.Ingredients(inputs, query, found.context(), images));
        return new Ask(prompt, gate.watcher(app, turn.message().sender().endUserId()), found.citations());
    }
}
