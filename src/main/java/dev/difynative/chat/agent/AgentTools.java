package dev.difynative.chat.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.apps.config.ModelConfig.AgentTool;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.retrieval.KnowledgeSearch;
import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.agent.AgentTask.OfferedTool;

/** What an agent app lets its model use: the tools of its configuration and its datasets. */
@Singleton
class AgentTools {
    private static final Logger LOG = Logger.getLogger(AgentTools.class);

    private final ToolDirectory tools;
    private final DatasetDirectory datasets;
    private final KnowledgeSearch knowledge;

    AgentTools(ToolDirectory tools, DatasetDirectory datasets, KnowledgeSearch knowledge) {
        this.tools = tools;
        this.datasets = datasets;
        this.knowledge = knowledge;
    }

    /** Those that are there; a model can have only one tool of a name, which is the first. */
    List<OfferedTool> of(ChatRun run) {
        List<OfferedTool> offered = new ArrayList<>();
        Set<String> names = new HashSet<>();
        run.turn().app().config().agentMode().tools().stream().filter(AgentTool::enabled)
                .forEach(chosen -> find(run, chosen).filter(tool -> names.add(tool.name()))
                        .ifPresent(tool -> offered.add(new OfferedTool(tool, tool.name(), fixed(chosen), tool.description()))));
        for (String id : run.turn().app().config().datasetConfigs().datasetIds()) {
            dataset(run, id).filter(tool -> names.add(tool.name()))
                    .ifPresent(tool -> offered.add(new OfferedTool(tool, tool.name(), Map.of(), tool.description())));
        }
        return offered;
    }

    private Optional<Tool> find(ChatRun run, AgentTool chosen) {
        UUID tenant = run.turn().app().tenantId();
        ToolKey key = new ToolKey(chosen.providerType(), chosen.providerId(), chosen.providerName(), chosen.toolName(),
                chosen.credentialId());
        Optional<Tool> found = tools.find(tenant, key);
        if (found.isEmpty()) {
            LOG.infof("App %s goes on without the tool '%s' of '%s' (%s), which is not there", run.turn().app().id(), key.name(),
                    key.provider(), key.type());
        }
        return found;
    }

    private Optional<Tool> dataset(ChatRun run, String id) {
        return Ids.tryParse(id).flatMap(dataset -> datasets.find(run.turn().app().tenantId(), dataset))
                .map(found -> new DatasetTool(found, run, knowledge));
    }

    /** What the app's author has filled in; the model chooses the rest. */
    private static Map<String, Object> fixed(AgentTool chosen) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        chosen.parameters().forEach((name, value) -> {
            if (value != null && !value.toString().isBlank()) {
                fixed.put(name, value);
            }
        });
        return fixed;
    }
}
