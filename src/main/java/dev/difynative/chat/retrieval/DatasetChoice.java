package dev.difynative.chat.retrieval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.Payer;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.provider.builtin.Builtin;
import dev.difynative.platform.error.Failure;

/** Lets a model choose the one dataset that is searched for a question (retrieval model "single"). */
@ApplicationScoped
public class DatasetChoice {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String INSTRUCTION = """
            Below are knowledge bases with their numbers, then a question. Say which knowledge base most likely answers the \
            question. Reply with its number alone.""";

    private final DatasetDirectory datasets;
    private final ModelRuntime models;

    DatasetChoice(DatasetDirectory datasets, ModelRuntime models) {
        this.datasets = datasets;
        this.models = models;
    }

    /** Empty when the model cannot choose: then all are searched. */
    public Optional<UUID> of(Payer payer, List<UUID> ids, ModelRef model, String query) {
        List<DatasetSnapshot> known = ids.stream().map(id -> datasets.find(payer.tenantId(), id)).flatMap(Optional::stream)
                .toList();
        if (known.size() < 2) {
            return known.stream().map(DatasetSnapshot::id).findFirst();
        }
        // The built-in model quotes and does not choose.
        return model.provider().equals(Builtin.ID) ? Optional.empty() : ask(payer, known, model, query);
    }

    private Optional<UUID> ask(Payer payer, List<DatasetSnapshot> known, ModelRef model, String query) {
        StringBuilder question = new StringBuilder();
        for (int i = 0; i < known.size(); i++) {
            question.append(i + 1).append(". ").append(known.get(i).name()).append(": ").append(known.get(i).description())
                    .append('\n');
        }
        question.append("\nQuestion: ").append(query);
        ChatPrompt prompt = ChatPrompt.of(List.of(ChatMessage.system(INSTRUCTION), ChatMessage.user(question.toString())))
                .with(Map.of("temperature", 0));
        try {
            String reply = models.ask(payer, model, prompt).join().text();
            Matcher number = NUMBER.matcher(reply);
            return number.find() ? at(known, number.group()) : Optional.empty();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private static Optional<UUID> at(List<DatasetSnapshot> known, String number) {
        int place = number.length() > 3 ? 0 : Integer.parseInt(number);
        return place < 1 || place > known.size() ? Optional.empty() : Optional.of(known.get(place - 1).id());
    }
}
