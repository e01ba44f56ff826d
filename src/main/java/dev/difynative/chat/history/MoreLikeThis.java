package dev.difynative.chat.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.chat.ChatCommand;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.conversation.Message;
import dev.difynative.files.AttachedFile;
import dev.difynative.files.MessageFiles;

/** Lets an end user ask a completion app for another text like the one he got. */
@ApplicationScoped
public class MoreLikeThis {
    /** High enough for the model to say something else. */
    private static final double TEMPERATURE = 0.9;

    private final MessageFiles files;
    private final StoredJson json;

    MoreLikeThis(MessageFiles files, StoredJson json) {
        this.files = files;
        this.json = json;
    }

    /** The same question again, for the app as it is now but bolder. */
    public record Again(AppSnapshot app, ChatCommand question) {}

    @Transactional
    public Again of(AppSnapshot app, EndUserScope scope, String messageId, String user) {
        if (app.mode() != AppMode.COMPLETION) {
            throw ChatError.APP_UNAVAILABLE.because("This app is of mode '%s', which does not complete text", app.mode().wire());
        }
        Message message = OwnMessage.get(scope, messageId);
        if (!app.config().features().moreLikeThis()) {
            throw ChatError.MORE_LIKE_THIS_DISABLED.because("'More like this' is switched off in this app");
        }
        List<AttachedFile> attached = files.of(scope.tenantId(), List.of(message.id)).getOrDefault(message.id, List.of()).stream()
                .map(file -> new AttachedFile(file.type(), file.transferMethod(), file.url(),
                        file.uploadFileId() == null ? null : file.uploadFileId().toString()))
                .toList();
        return new Again(bolder(app),
                new ChatCommand(message.query, json.map(message.inputs), attached, null, false, user));
    }

    private static AppSnapshot bolder(AppSnapshot app) {
        ModelConfig config = app.config();
        ModelConfig.Model model = config.model();
        Map<String, Object> parameters = new HashMap<>(model.completionParams());
        parameters.put("temperature", TEMPERATURE);
        return app.with(config.with(new ModelConfig.Model(model.provider(), model.name(), model.mode(), parameters)));
    }
}
