package dev.difynative.chat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.InputForm;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.chat.conversation.Conversation;
import dev.difynative.chat.conversation.ConversationNames;
import dev.difynative.chat.conversation.PastRounds;
import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.chat.journal.ConversationRow;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.chat.prompt.History;
import dev.difynative.chat.prompt.PromptSpace;
import dev.difynative.chat.prompt.PromptTemplate;
import dev.difynative.files.AttachedFiles;
import dev.difynative.files.MessageFileRow;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelType;
import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;

/** Checks a question against its app and settles the turn that answers it; every refusal of a question comes from here. */
@ApplicationScoped
class TurnFactory {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String SOURCE_API = "api";
    private static final String SOURCE_CONSOLE = "console";

    private final EndUsers endUsers;
    private final PastRounds pastRounds;
    private final PromptSpace promptSpace;
    private final AttachedFiles attachedFiles;
    private final DefaultModels defaults;
    private final ObjectMapper json;
    private final Clock clock;
    private final DatabasePulse database;

    TurnFactory(EndUsers endUsers, PastRounds pastRounds, PromptSpace promptSpace, AttachedFiles attachedFiles,
            DefaultModels defaults, ObjectMapper json, Clock clock, DatabasePulse database) {
        this.endUsers = endUsers;
        this.pastRounds = pastRounds;
        this.promptSpace = promptSpace;
        this.attachedFiles = attachedFiles;
        this.defaults = defaults;
        this.json = json;
        this.clock = clock;
        this.database = database;
    }

    ChatTurn of(AppSnapshot app, ChatCommand command) {
        database.require();
        ModelConfig config = app.config();
        ModelRef model = modelOf(app);
        String query = command.query().replace("\0", "");
        MessageRow.Sender sender = senderOf(app, command);
        if (continues(command)) {
            EventLoops.aboutToWait();
        }
        PastRounds.Thread past = continues(command)
                ? pastRounds.of(sender, Ids.parse(command.conversationId(), ChatError.CONVERSATION_NOT_FOUND, "Conversation"),
                        promptSpace.historyLimit(app.tenantId(), model.provider(), model.model()))
                : null;
        // A conversation keeps the inputs it began with.
        Map<String, Object> inputs = past == null
                ? InputForm.check(config.userInputForm(), command.inputs())
                : read(past.inputs());
        List<MessageFileRow> files = attachedFiles.check(app.tenantId(), app.id(), sender.endUserId(), command.files(),
                config.fileUpload());
        Instant now = clock.instant();
        UUID conversationId = past == null ? Ids.next() : past.conversationId();
        String inputsText = past == null ? write(inputs) : past.inputs();
        boolean named = past == null && command.autoGenerateName() && app.mode() != AppMode.COMPLETION;
        ConversationRow conversation = past != null
                ? null
                : new ConversationRow(conversationId, sender, named ? ConversationNames.plain(query) : Conversation.UNNAMED,
                        inputsText, PromptTemplate.fill(config.opening().statement(), inputs), now);
        MessageRow message = new MessageRow(Ids.next(), conversationId, past == null ? null : past.lastMessageId(), sender,
                inputsText, query, model.provider(), model.model(), files, now);
        ChatEvent.Envelope envelope = new ChatEvent.Envelope(app.mode() == AppMode.COMPLETION ? null : conversationId,
                message.id(),
                now.getEpochSecond(), Ids.unguessable());
        ChatTurn.Question question = new ChatTurn.Question(query, inputs, past == null ? History.NONE : past.history());
        return new ChatTurn(app, envelope, conversation, message, question, command.user(), named);
    }

    private MessageRow.Sender senderOf(AppSnapshot app, ChatCommand command) {
        return command.accountId() != null
                ? new MessageRow.Sender(app.tenantId(), app.id(), null, command.accountId(), SOURCE_CONSOLE)
                : new MessageRow.Sender(app.tenantId(), app.id(), endUsers.idOf(app.tenantId(), app.id(), command.user()), null,
                        SOURCE_API);
    }

    private ModelRef modelOf(AppSnapshot app) {
        if (app.mode().isGraph()) {
            throw ChatError.APP_UNAVAILABLE.because("An app of mode '%s' is answered by its graph", app.mode().wire());
        }
        ModelConfig.Model chosen = app.config().model();
        return chosen.isChosen()
                ? new ModelRef(chosen.provider(), chosen.name())
                : defaults.find(app.tenantId(), ModelType.LLM).orElseThrow(() -> ChatError.APP_UNAVAILABLE
                        .because("The app has no model: choose one in its configuration or set a default model"));
    }

    private static boolean continues(ChatCommand command) {
        return command.conversationId() != null && !command.conversationId().isEmpty();
    }

    private Map<String, Object> read(String inputs) {
        try {
            return json.readValue(inputs, OBJECT);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A conversation's inputs are unreadable", unreadable);
        }
    }

    private String write(Map<String, Object> inputs) {
        try {
            return json.writeValueAsString(inputs);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
