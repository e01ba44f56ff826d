package dev.difynative.apps.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.platform.json.JsonSetup;

class ModelConfigsTest {
    private static final ModelConfigs CONFIGS = new ModelConfigs(JsonSetup.apply(new ObjectMapper()));

    @Test
    void anEmptyConfigurationHasTheDefaultsOfDify() {
        ModelConfig config = parse("{}");
        assertFalse(config.model().isChosen());
        assertTrue(config.features().retrieverResource());
        assertEquals(4, config.datasetConfigs().topK());
        assertEquals(10, config.agentMode().maxIteration());
    }

    @Test
    void aConfigurationOfDifysConsoleIsUnderstood() {
        ModelConfig config = parse("""
                {'model': {'provider': 'langgenius/openai/openai', 'name': 'gpt-4o', 'mode': 'chat',
                           'completion_params': {'temperature': 0.7, 'stop': ['END']}},
                 'pre_prompt': 'Speak of {{topic}}.', 'opening_statement': 'Hello', 'suggested_questions': ['Why?'],
                 'user_input_form': [{'text-input': {'variable': 'topic', 'label': 'Topic', 'required': true}}],
                 'dataset_configs': {'datasets': {'datasets': [{'dataset': {'enabled': true, 'id': 'one'}},
                                                               {'dataset': {'enabled': false, 'id': 'two'}}]},
                                     'score_threshold': 0.5, 'score_threshold_enabled': false},
                 'agent_mode': {'enabled': true, 'strategy': 'react', 'tools': [{'dataset': {'id': 'three'}},
                                                                               {'tool_name': 'clock', 'provider_id': 'time'}]},
                 'sensitive_word_avoidance': {'enabled': true, 'type': 'keywords',
                    'config': {'keywords': 'one\\ntwo', 'inputs_config': {'enabled': true, 'preset_response': 'No.'}}}}
                """);
        assertTrue(config.model().isChosen());
        assertEquals(List.of("one", "three"), config.datasetConfigs().datasetIds());
        assertNull(config.datasetConfigs().scoreThreshold());
        assertEquals(ModelConfig.AgentMode.Strategy.REACT, config.agentMode().strategy());
        assertEquals("clock", config.agentMode().tools().getFirst().toolName());
        assertEquals(List.of("one", "two"), config.sensitiveWordAvoidance().keywords());
    }

    @Test
    void uploadsInTheOlderFormMeanImages() {
        ModelConfig.FileUpload upload = parse("""
                {'file_upload': {'image': {'enabled': true, 'number_limits': 2, 'transfer_methods': ['local_file']}}}
                """).fileUpload();
        assertEquals(new ModelConfig.FileUpload(true, List.of("image"), List.of(), List.of("local_file"), 2, "high"), upload);
    }

    @Test
    void anExternalDataToolAmongTheFieldsIsFound() {
        ModelConfig config = parse("""
                {'user_input_form': [{'external_data_tool': {'enabled': true, 'variable': 'weather', 'type': 'api',
                                                             'config': {'api_based_extension_id': 'x'}}}]}
                """);
        assertEquals(new ModelConfig.ExternalDataTool(true, "weather", "api", "x"), config.externalDataTools().getFirst());
    }

    @Test
    void whatIsNotUnderstoodIsKeptInTheSource() {
        assertEquals("kept", parse("{'of_tomorrow': 'kept'}").source().get("of_tomorrow").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'pre_prompt': 7}|pre_prompt|type",
            "{'model': []}|model|type",
            "{'model': {'provider': 'openai'}}|model.name|required",
            "{'model': {'completion_params': {'stop': ['1','2','3','4','5']}}}|model.completion_params.stop|length",
            "{'prompt_type': 'clever'}|prompt_type|enum",
            "{'agent_mode': {'max_iteration': 100}}|agent_mode.max_iteration|range",
            "{'agent_mode': {'enabled': 'yes'}}|agent_mode.enabled|type",
            "{'user_input_form': {}}|user_input_form|type",
            "{'user_input_form': [{'number': {'variable': '1st'}}]}|user_input_form[0].number.variable|format",
            "{'user_input_form': [{'number': {}}]}|user_input_form[0].number.variable|required",
            "{'user_input_form': [{'number': {'variable': 'a'}}, {'select': {'variable': 'a'}}]}"
                    + "|user_input_form[1].select.variable|unique",
            "{'suggested_questions': [1]}|suggested_questions|type",
            "{'sensitive_word_avoidance': {'enabled': true, 'type': 'guess'}}|sensitive_word_avoidance.type|enum",
            "{'sensitive_word_avoidance': {'enabled': true, 'type': 'keywords', 'config': {'keywords': 'a'}}}"
                    + "|sensitive_word_avoidance.config.inputs_config|required",
            "{'sensitive_word_avoidance': {'enabled': true, 'config': {'keywords': ' ', 'inputs_config': {'enabled': true}}}}"
                    + "|sensitive_word_avoidance.config.keywords|required",
            "{'sensitive_word_avoidance': {'enabled': true, 'type': 'api', 'config': {'inputs_config': {'enabled': true}}}}"
                    + "|sensitive_word_avoidance.config.api_based_extension_id|required"})
    void aFaultNamesItsPlace(String config, String field, String rule) {
        Failure failure = assertThrows(Failure.class, () -> parse(config));
        assertEquals(new FieldFault(field, rule), failure.details());
    }

    @ParameterizedTest
    @CsvSource({"{", "[]", "7"})
    void whatIsNoJsonObjectIsRefused(String text) { assertThrows(Failure.class, () -> CONFIGS.parse(text)); }

    private static ModelConfig parse(String config) { return CONFIGS.parse(config.replace('\'', '"')); }
}
