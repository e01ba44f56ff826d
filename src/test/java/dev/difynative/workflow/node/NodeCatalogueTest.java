package dev.difynative.workflow.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.workflow.value.ValueType;
import io.quarkus.test.junit.QuarkusTest;

/** Each type of node of Dify: what it hands on, which settings it refuses, and what it does where nothing is set. */
@QuarkusTest
class NodeCatalogueTest {
    private static final String MODEL = "'model':{'provider':'p/openai/openai','name':'m','mode':'chat','completion_params':{}}";

    @Inject NodeExecutors executors;

    private static String full(String settings) { return "{" + settings.replace("MODEL", MODEL) + "}"; }

    private static <C> Map<String, ValueType> outputs(NodeExecutor<C> node, String settings) {
        return node.outputs(node.configure(NodeData.of(TestNodeContext.json(full(settings)))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            start                | 'variables':[{'variable':'a','type':'number'},{'variable':'b','type':'file-list'}] | a:number b:array[file]
            answer               | 'answer':'x' | answer:string files:array[file]
            llm                  | MODEL,'prompt_template':[] | files:array[file] finish_reason:string reasoning_content:string text:string usage:object
            llm                  | MODEL,'prompt_template':{'text':'x'},'structured_output_enabled':true,'structured_output':{'schema':{'type':'object'}} | files:array[file] finish_reason:string reasoning_content:string structured_output:object text:string usage:object
            knowledge-retrieval  | 'dataset_ids':[],'query_variable_selector':['s','q'] | result:array[object]
            question-classifier  | MODEL,'query_variable_selector':['s','q'],'classes':[{'id':'1','name':'A'}] | class_id:string class_label:string class_name:string usage:object
            parameter-extractor  | MODEL,'query':['s','q'],'parameters':[{'name':'n','type':'number'},{'name':'c','type':'select','options':['x']}] | __is_success:number __reason:string __usage:object c:string n:number
            if-else              | 'cases':[] | result:boolean selected_case_id:string
            code                 | 'code':'x','outputs':{'a':{'type':'array[object]'},'b':{'type':'boolean'}} | a:array[object] b:boolean
            template-transform   | 'template':'x' | output:string
            variable-aggregator  | 'output_type':'string','variables':[['a','b']] | output:string
            variable-assigner    | 'output_type':'number','variables':[['a','b']] | output:number
            variable-aggregator  | 'advanced_settings':{'group_enabled':true,'groups':[{'group_name':'g','output_type':'string','variables':[]}]} | g:object
            iteration            | 'iterator_selector':['a','l'],'output_selector':['b','o'],'output_type':'array[string]' | output:array[string]
            loop                 | 'loop_count':3,'loop_variables':[{'label':'v','var_type':'object','value_type':'constant','value':'{}'}] | loop_round:number v:object
            http-request         | 'method':'get','url':'http://x' | body:string files:array[file] headers:object status_code:number
            tool                 | 'provider_id':'p','tool_name':'t' | files:array[file] json:array[object] text:string
            document-extractor   | 'variable_selector':['a','f'],'is_array_file':true | text:array[string]
            list-operator        | 'variable':['a','l'] | first_record:any last_record:any result:array[any]
            agent                | 'agent_strategy_name':'react' | files:array[file] json:array[object] text:string usage:object
            human-input          | 'user_actions':[{'id':'ok'}],'inputs':[{'output_variable_name':'a','type':'paragraph'},{'output_variable_name':'f','type':'file-list'}] | __action_id:string __rendered_content:string a:string f:array[file]
            trigger-webhook      | 'params':[{'name':'p','type':'string'}],'headers':[{'name':'X-A'}],'body':[{'name':'n','type':'number'}] | X_A:string _webhook_raw:object n:number p:string
            """)
    void aNodeNamesItsOutputs(String type, String settings, String expected) {
        assertTrue(executors.knows(type));
        assertEquals(expected, new TreeMap<>(outputs(executors.of(type), settings)).entrySet().stream()
                .map(output -> output.getKey() + ":" + output.getValue().wire()).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            llm                  | 'prompt_template':[] | model.provider required
            llm                  | MODEL,'prompt_template':[],'reasoning_format':'hidden' | reasoning_format enum
            question-classifier  | MODEL,'query_variable_selector':['s','q'],'classes':[] | classes required
            question-classifier  | MODEL,'classes':[{'id':'1','name':'A'}] | query_variable_selector required
            parameter-extractor  | MODEL,'query':['s','q'],'parameters':[{'name':'__reason','type':'string'}] | parameters[0].name reserved
            parameter-extractor  | MODEL,'query':['s','q'],'parameters':[{'name':'a','type':'date'}] | parameters[0].type enum
            parameter-extractor  | MODEL,'query':['s','q'],'parameters':[],'reasoning_mode':'guess' | reasoning_mode enum
            code                 | 'code_language':'ruby','code':'x' | code_language enum
            code                 | 'code_language':'python3' | code required
            template-transform   | 'template':'{% if %}' | template format
            iteration            | 'output_selector':['b','o'] | iterator_selector required
            iteration            | 'iterator_selector':['a','l'] | output_selector required
            iteration            | 'iterator_selector':['a','l'],'output_selector':['b','o'],'error_handle_mode':'ignore' | error_handle_mode enum
            iteration            | 'iterator_selector':['a','l'],'output_selector':['b','o'],'is_parallel':true,'parallel_nums':0 | parallel_nums range
            loop                 | 'loop_count':0 | loop_count range
            loop                 | 'loop_count':3,'loop_variables':[{'var_type':'string'}] | loop_variables[0].label required
            http-request         | 'method':'options','url':'http://x' | method enum
            tool                 | 'provider_id':'p' | tool_name required
            document-extractor   | | variable_selector required
            list-operator        | 'variable':['a','l'],'order_by':{'enabled':true,'value':'up'} | order_by.value enum
            list-operator        | 'variable':['a','l'],'limit':{'enabled':true,'size':-1} | limit.size range
            agent                | | agent_strategy_name required
            human-input          | 'user_actions':[] | user_actions required
            human-input          | 'user_actions':[{'id':'a-name-of-more-than-twenty'}] | user_actions[0].id length
            human-input          | 'user_actions':[{'id':'a','button_style':'red'}] | user_actions[0].button_style enum
            human-input          | 'user_actions':[{'id':'a'}],'timeout':0 | timeout range
            human-input          | 'user_actions':[{'id':'a'}],'timeout_unit':'week' | timeout_unit enum
            assigner             | 'assigned_variable_selector':['conversation','c'],'write_mode':'swap' | write_mode enum
            assigner             | 'version':'2','items':[{'operation':'set'}] | items[0].variable_selector required
            """)
    void aSettingThatCannotBeMeantIsNamed(String type, String settings, String expected) {
        ConfigFault fault = assertThrows(ConfigFault.class, () -> outputs(executors.of(type), settings == null ? "" : settings));

        assertEquals(expected, fault.field() + " " + fault.type());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            answer              | 'answer':'{{#v.name#}} has {{#v.gone#}}' | {"answer":"Ann has v.gone","files":[]}
            end                 | 'outputs':[{'variable':'r','value_selector':['v','name']},{'variable':'n','value_selector':['v','gone']}] | {"r":"Ann","n":null}
            list-operator       | 'variable':['v','list'] | {"result":["c","a","b"],"first_record":"c","last_record":"b"}
            list-operator       | 'variable':['v','list'],'extract_by':{'enabled':true} | {"result":["c"],"first_record":"c","last_record":"c"}
            list-operator       | 'variable':['v','list'],'order_by':{'enabled':true} | {"result":["a","b","c"],"first_record":"a","last_record":"c"}
            list-operator       | 'variable':['v','list'],'order_by':{'enabled':true,'value':'desc'},'limit':{'enabled':true,'size':2} | {"result":["c","b"],"first_record":"c","last_record":"b"}
            list-operator       | 'variable':['v','list'],'limit':{'enabled':true,'size':0} | {"result":[],"first_record":null,"last_record":null}
            variable-aggregator | 'variables':[['v','gone'],['v','none'],['v','name']] | {"output":"Ann"}
            variable-aggregator | 'variables':[['v','gone']] | {"output":null}
            variable-aggregator | 'advanced_settings':{'group_enabled':true,'groups':[{'group_name':'g','variables':[['v','gone'],['v','name']]}]} | {"g":{"output":"Ann"}}
            template-transform  | 'template':'{{ n.upper() }}','variables':[{'variable':'n','value_selector':['v','name']}] | {"output":"ANN"}
            knowledge-retrieval | 'dataset_ids':[],'query_variable_selector':['v','empty'] | {"result":[]}
            """)
    void whereNothingIsSetTheDefaultHolds(String type, String settings, String expected) {
        TestNodeContext context = TestNodeContext.of(type).with("v",
                "{'name':'Ann','list':['c','a','b'],'none':null,'empty':''}");

        assertEquals(TestNodeContext.json(expected), context.outputs(executors.of(type), full(settings)));
    }

    @Test
    void aTemplateEndsAtItsLimit() {
        String fault = TestNodeContext.of("template-transform").fault(executors.of("template-transform"),
                "{'template':'{% for i in range(100000) %}12345{% endfor %}'}");

        assertTrue(fault.contains("400000") || fault.contains("400,000"), fault);
    }
}
