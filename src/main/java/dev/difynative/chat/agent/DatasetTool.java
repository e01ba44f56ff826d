package dev.difynative.chat.agent;

import java.util.List;
import java.util.Map;

import dev.difynative.chat.ChatRun;
import dev.difynative.chat.retrieval.KnowledgeSearch;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** Lets an agent look something up in a dataset; what it finds is named as a source of the answer. */
record DatasetTool(DatasetSnapshot dataset, ChatRun run, KnowledgeSearch knowledge) implements Tool {

    @Override
    public String name() { return "dataset_" + dataset.id().toString().replace('-', '_'); }

    @Override
    public String label() { return dataset.name(); }

    @Override
    public String description() {
        return dataset.description() == null || dataset.description().isBlank()
                ? "Useful for when you want to answer queries about " + dataset.name()
                : dataset.description();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object", "properties",
                Map.of("query", Map.of("type", "string", "description", "What is looked for in the dataset")), "required",
                List.of("query"));
    }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) {
        Object query = arguments.get("query");
        if (query == null || query.toString().isBlank()) {
            throw new ToolFailure("The parameter 'query' is missing");
        }
        KnowledgeSearch.Found found = knowledge.in(run.turn(), dataset.id(), query.toString());
        run.cite(found.citations());
        return ToolResult.of(found.context().isEmpty() ? "Nothing was found." : found.context());
    }
}
