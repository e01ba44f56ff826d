package dev.difynative.apps.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class DslDependenciesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "langgenius/openai:0.1@h|{'model':{'provider':'langgenius/openai/openai'}}|0",
            "langgenius/agent:0.1@h|{'agent_strategy_provider_name':'langgenius/agent/agent'}|0",
            "lange/tavily:0.1@h|{'provider_id':'lange/tavily/tavily'}|1",
            "lange/tavily:0.1@h|{'plugin_unique_identifier':'lange/tavily:0.1@h'}|1",
            "lange/tavily:0.1@h|{'provider_id':'tavily','provider_type':'builtin'}|1",
            "lange/tavily:0.1@h|{'type':'llm','text':'tavily is not used here','tavily':1}|0"})
    void onlyPluginsThatAreUsedAndNotBuiltInAreMissing(String plugin, String node, int missing)
            throws JsonProcessingException {
        ObjectNode file = (ObjectNode) new ObjectMapper().readTree("""
                {"dependencies":[{"type":"marketplace","value":{"marketplace_plugin_unique_identifier":"%s"}}],
                 "workflow":{"graph":{"nodes":[{"id":"1","data":%s}]}}}""".formatted(plugin, node.replace('\'', '"')));

        assertEquals(missing, DslDependencies.leaked(file).size());
    }
}
