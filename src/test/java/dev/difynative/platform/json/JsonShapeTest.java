package dev.difynative.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

class JsonShapeTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'pattern':'^[a-z]+$'}; 'abc';", "{'pattern':'^[a-z]+$'}; 'a1'; the value must match ^[a-z]+$",
            "{'pattern':'b'}; 'abc';", "{'pattern':'b'}; 7;",
            "{'pattern':'('}; 'a'; its schema has a pattern that cannot be read: (",
            "{'const':1}; 1.0;", "{'const':{'a':1}}; {'a':2}; the value must be {a=1}",
            "{'anyOf':[{'type':'string'},{'minimum':5}]}; 'a';", "{'anyOf':[{'type':'string'},{'minimum':5}]}; 7;",
            "{'anyOf':[{'type':'string'},{'minimum':5}]}; 3; the value matches none of the 2 allowed forms",
            "{'allOf':[{'minimum':1},{'maximum':3}]}; 2;",
            "{'allOf':[{'minimum':1},{'maximum':3}]}; 4; the value must be at most 3",
            "{'oneOf':[{'minimum':1},{'maximum':3}]}; 5;",
            "{'oneOf':[{'minimum':1},{'maximum':3}]}; 2; the value must match exactly one of the 2 allowed forms, not 2",
            "{'not':{'type':'null'}}; 1;", "{'not':{'type':'null'}}; null; the value has a form that is excluded",
            "{'exclusiveMinimum':0}; 0.1;", "{'exclusiveMinimum':0}; 0; the value must be more than 0",
            "{'exclusiveMaximum':1}; 1; the value must be less than 1",
            "{'multipleOf':0.1}; 0.3;", "{'multipleOf':2}; 3; the value must be a multiple of 2",
            "{'uniqueItems':true}; [1,2];", "{'uniqueItems':true}; [1,1.0]; the value must not have the same item twice",
            "{'minProperties':1}; {}; the value must be at least 1 fields",
            "{'additionalProperties':{'type':'string'}}; {'a':1}; 'a' must be of the type string",
            "{'patternProperties':{'^n_':{'type':'number'}},'additionalProperties':false}; {'n_a':1};",
            "{'patternProperties':{'^n_':{'type':'number'}},'additionalProperties':false}; {'n_a':'x'}; 'n_a' must be of the type number",
            "{'patternProperties':{'^n_':{'type':'number'}},'additionalProperties':false}; {'b':1}; 'b' is not known",
            "{'properties':{'a':false}}; {'a':1}; 'a' is not allowed"})
    void aValueIsComparedWithASchema(String schema, String value, String fault) throws JsonProcessingException {
        assertEquals(fault, fault(schema, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'name':'a'};", "{'name':'a','parts':[{'name':'b','parts':[{'name':'c'}]}]};",
            "{'name':'a','parts':[{'name':'b','parts':[{'name':7}]}]}; 'parts[0].parts[0].name' must be of the type string"})
    void aReferenceWithinTheSchemaIsFollowed(String value, String fault) throws JsonProcessingException {
        String schema = """
                {'$ref':'#/$defs/part','$defs':{'part':{'type':'object','properties':{'name':{'type':'string'},
                 'parts':{'type':'array','items':{'$ref':'#/$defs/part'}}}}}}""";
        assertEquals(fault, fault(schema, value));
    }

    @Test
    void aReferenceToNothingIsSaidAndOneElsewhereDemandsNothing() throws JsonProcessingException {
        assertEquals("the value has a schema that is nowhere: #/$defs/none", fault("{'$ref':'#/$defs/none'}", "1"));
        assertEquals(null, fault("{'$ref':'https://example.com/schema'}", "1"));
    }

    @Test
    void aSchemaThatRefersToItselfComesToAnEnd() throws JsonProcessingException {
        assertEquals("the value is nested too deep", fault("{'$ref':'#'}", "1"));
        assertEquals("its schema is too complex for this value", fault("{'anyOf':[{'$ref':'#'},{'$ref':'#'}]}", "1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'multipleOf':3}; 1e999999999; the value must be a multiple of 3", "{'multipleOf':4}; 1e999999999;",
            "{'multipleOf':0.5}; -7.500;", "{'multipleOf':0.5}; 7.25; the value must be a multiple of 0.5",
            "{'multipleOf':20}; 50; the value must be a multiple of 20", "{'multipleOf':1e-999999999}; 7;",
            "{'multipleOf':7}; 1e-999999999; the value must be a multiple of 7", "{'multipleOf':7}; 0.0;"})
    void aMultipleIsToldWhateverTheNumberOfDigits(String schema, String value, String fault) throws JsonProcessingException {
        assertEquals(fault, fault(schema, value));
    }

    @Test
    void aLongListOfLongWordsThatIsComparedTimeAndAgainIsGivenUp() throws JsonProcessingException {
        String words = String.join(",", Collections.nCopies(1_000, "'" + "w".repeat(1_000) + "'"));
        String schema = "{'items':{'enum':[" + words + ",'a']}}";
        assertEquals(null, fault(schema, "['a']"));
        assertEquals("its schema is too complex for this value",
                fault(schema, "[" + String.join(",", Collections.nCopies(1_000, "'a'")) + "]"));
    }

    @Test
    void aLongListOfPlainValuesIsCompared() throws JsonProcessingException {
        String numbers = "[" + String.join(",", Collections.nCopies(100_000, "1")) + "]";
        assertEquals(null, fault("{'items':{'type':'integer'}}", numbers));
    }

    @Test
    void aPatternThatTriesTooManyWaysIsGivenUp() throws JsonProcessingException {
        assertEquals("its schema is too complex for this value",
                fault("{'pattern':'^(.*a){12}$'}", "'" + "a".repeat(60) + "c'"));
    }

    private static String fault(String schema, String value) throws JsonProcessingException {
        Map<?, ?> rules = JSON.readValue(schema.replace('\'', '"'), Map.class);
        return JsonShape.fault(rules, JSON.readValue(value.replace('\'', '"'), Object.class)).orElse(null);
    }
}
