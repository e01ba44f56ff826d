package dev.difynative.workflow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.GraphParser;
import dev.difynative.workflow.node.NodeExecutors;
import dev.difynative.workflow.value.ValueType;
import io.quarkus.test.junit.QuarkusTest;

/** What is found in nodes and their references, without what depends on a workspace. */
@QuarkusTest
class GraphRulesTest {
    private static final Scopes SCOPES = new Scopes(Map.of("url", ValueType.STRING, "limit", ValueType.NUMBER),
            Map.of("seen", ValueType.ARRAY_STRING));
    private static final String BEFORE = """
            {"id":"s","data":{"type":"start","variables":[{"variable":"q","type":"paragraph"},{"variable":"f","type":"file-list"}]}},
            {"id":"c","data":{"type":"code","code":"x","code_language":"python3","outputs":{"items":{"type":"array[string]"},"n":{"type":"number"}}}},
            {"id":"m","data":{"type":"llm","model":{"provider":"p","name":"n"},"prompt_template":[{"role":"user","text":"x"}]}},
            {"id":"h","data":{"type":"human-input","user_actions":[{"id":"ok"}],"inputs":[{"output_variable_name":"name"}]}},
            {"id":"t","data":{"type":"http-request","method":"get","url":"http://x","error_strategy":"fail-branch"}}""";
    @Inject NodeExecutors executors;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type':'llm','prompt_template':[{}]}|model required",
            "{'type':'llm','model':{'provider':'p'},'prompt_template':[{}]}|model.name required",
            "{'type':'llm','model':[],'prompt_template':[{}]}|model unreadable",
            "{'type':'llm','model':{'provider':'p','name':'n'},'prompt_template':7}|prompt_template unreadable",
            "{'type':'llm','model':{'provider':'p','name':'n'},'prompt_template':[{'text':'{{#s.q#}} {{#s.gone#}} {{#context#}} {{#no.x#}}'}]}"
                    + "|prompt_template[0].text reference,prompt_template[0].text reference",
            "{'type':'code','code':' ','code_language':'python3'}|code required,outputs required",
            "{'type':'if-else','cases':[{'conditions':[{'variable_selector':['s','q']}]}]}|cases[0].conditions[0].comparison_operator required",
            "{'type':'if-else','cases':{}}|cases unreadable",
            "{'type':'if-else','conditions':[{'variable_selector':['s','q'],'comparison_operator':'is'}]}|",
            "{'type':'iteration','iterator_selector':['c','items'],'output_selector':['c','n']}|",
            "{'type':'iteration','iterator_selector':['c','n'],'output_selector':['c','n']}|iterator_selector type_mismatch",
            "{'type':'iteration','iterator_selector':['c','gone'],'output_selector':['c','n']}|iterator_selector reference",
            "{'type':'iteration','iterator_selector':['conversation','seen'],'output_selector':['c','n']}|",
            "{'type':'iteration','iterator_selector':['env','url'],'output_selector':['c','n']}|iterator_selector type_mismatch",
            "{'type':'document-extractor','variable_selector':['s','f']}|",
            "{'type':'document-extractor','variable_selector':['sys','files']}|",
            "{'type':'document-extractor','variable_selector':['m','text']}|variable_selector type_mismatch",
            "{'type':'list-operator','variable':['m','usage']}|variable type_mismatch",
            "{'type':'loop','loop_count':0}|loop_count range",
            "{'type':'loop','loop_count':'many'}|loop_count unreadable",
            "{'type':'variable-aggregator','variables':[['s','q'],['m','none']]}|variables[1] reference",
            "{'type':'http-request','method':'get','url':'{{#env.url#}}{{#env.none#}}'}|url reference",
            "{'type':'assigner','items':[{'variable_selector':['conversation','seen'],'operation':'clear'}]}|",
            "{'type':'tool','provider_id':'time','tool_name':'current'}|",
            "{'type':'knowledge-retrieval','dataset_ids':['d'],'query_variable_selector':['s','q'],'query_attachment_selector':[]}|",
            "{'type':'knowledge-retrieval','dataset_ids':['d'],'query_attachment_selector':[]}|query_variable_selector required",
            "{'type':'knowledge-retrieval','dataset_ids':['d'],'query_variable_selector':['s','q'],'query_attachment_selector':['s','f']}"
                    + "|query_attachment_selector unsupported",
            "{'type':'knowledge-retrieval','dataset_ids':['d'],'query_attachment_selector':['s','q']}"
                    + "|query_attachment_selector unsupported,query_attachment_selector type_mismatch",
            "{'type':'http-request','method':'post','url':'http://x','body':{'type':'binary','data':[{'type':'file','file':['s','f']}]}}|",
            "{'type':'http-request','method':'post','url':'http://x','body':{'type':'binary','data':[{'type':'file','file':['s','q']}]}}"
                    + "|body.data[0].file type_mismatch",
            "{'type':'llm','model':{'provider':'p','name':'n'},'prompt_template':[{'text':'x'}],"
                    + "'vision':{'enabled':true,'configs':{'variable_selector':['s','q']}}}|vision.configs.variable_selector type_mismatch",
            "{'type':'loop','loop_count':'3','loop_variables':[{'label':'l','var_type':'array[string]','value_type':'variable','value':['s','q']}]}"
                    + "|loop_variables[0].value type_mismatch",
            "{'type':'answer','answer':'{{#h.name#}} {{#h.__action_id#}} {{#h.gone#}}'}|answer reference",
            "{'type':'answer','answer':'{{#t.body#}} {{#t.error_message#}} {{#m.error_message#}}'}|answer reference",
            "{'type':'code','code':'x','code_language':'python3','outputs':{'n':{'type':'number'}},'error_strategy':'default-value',"
                    + "'default_value':[{'key':'n','type':'number','value':'2.5'},{'key':'n','type':'number','value':''},"
                    + "{'key':'n','type':'number','value':'two'},{'key':'n','type':'array[number]','value':'[1]'},"
                    + "{'key':'n','type':'array[number]','value':'{}'}]}"
                    + "|default_value[2].value type,default_value[4].value type",
            "{'type':'answer','answer':''}|",
            "{'type':'teleport'}|type unknown_type"})
    void eachFaultIsNamedByFieldAndRule(String data, String expected) throws JsonProcessingException {
        Findings findings = new Findings();
        Graph graph = graph("{\"nodes\":[" + BEFORE + ",{\"id\":\"x\",\"data\":" + data.replace('\'', '"') + "}],\"edges\":[]}");
        NodeRules.check(graph, type -> !type.equals("teleport"), findings);
        ReferenceCheck.check(graph, SCOPES, Declarations.of(graph, executors), findings);
        List<String> found = findings.all().stream()
                .map(finding -> finding.issue().nodeId() + " " + finding.issue().field() + " " + finding.issue().type()).toList();
        List<String> wanted = expected == null
                ? List.of()
                : List.of(expected.split(",")).stream().map(each -> "x " + each).toList();
        assertEquals(wanted, found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "llm,start|", "end|start_missing", "start|end_missing", "start,start,end|start_duplicate",
            "start,trigger-webhook,answer|start_conflict", "trigger-schedule,answer|"})
    void aGraphBeginsOnceAndEnds(String types, String expected) throws JsonProcessingException {
        StringBuilder nodes = new StringBuilder();
        for (String type : types.split(",")) {
            nodes.append(nodes.isEmpty() ? "" : ",")
                    .append("{\"id\":\"n%d\",\"data\":{\"type\":\"%s\"}}".formatted(nodes.length(), type));
        }
        Findings findings = new Findings();
        StructureCheck.check(graph("{\"nodes\":[" + nodes + "],\"edges\":[]}"), findings);
        assertEquals(expected == null ? List.of() : List.of(expected),
                findings.all().stream().map(finding -> finding.issue().type()).toList());
    }

    @Test
    void anUnfinishedNodeRefusesADraftAndOnlyWarnsAtPublishing() throws JsonProcessingException {
        Findings findings = new Findings();
        NodeRules.check(graph("{\"nodes\":[{\"id\":\"x\",\"data\":{\"type\":\"llm\",\"title\":\"Ask\"}}]}"), type -> true,
                findings);
        GraphChecks.Finding first = findings.all().getFirst();
        assertEquals(List.of(true, false), List.of(first.refusing(), first.structural()));
        assertEquals("Node 'Ask': 'model' is required", first.issue().message());
    }

    private static Graph graph(String json) throws JsonProcessingException {
        return GraphParser.read(new ObjectMapper().readTree(json)).graph();
    }
}
