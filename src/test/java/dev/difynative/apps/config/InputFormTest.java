package dev.difynative.apps.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.platform.json.JsonSetup;

class InputFormTest {
    private static final ModelConfigs CONFIGS = new ModelConfigs(JsonSetup.apply(new ObjectMapper()));

    @Test
    void aRequiredFieldThatIsLeftOutIsNamed() {
        assertFault("topic", "required", "{'text-input': {'variable': 'topic', 'label': 'Topic', 'required': true}}", Map.of());
    }

    @Test
    void anOptionalTextThatIsLeftOutIsItsDefaultOrEmpty() {
        assertEquals("tea", value("{'text-input': {'variable': 'v', 'default': 'tea'}}", null));
        assertEquals("", value("{'paragraph': {'variable': 'v'}}", null));
        assertEquals(null, value("{'number': {'variable': 'v'}}", null));
    }

    @Test
    void whatTheFormDoesNotKnowIsDropped() {
        assertEquals(Map.of("v", "x"), check("{'text-input': {'variable': 'v'}}", Map.of("v", "x", "other", "y")));
    }

    @Test
    void textMayNotBeLongerThanItsBoundInCharacters() {
        String form = "{'text-input': {'variable': 'v', 'max_length': 2}}";
        assertEquals("🤖🤖", value(form, "🤖🤖"));
        assertFault("v", "length", form, Map.of("v", "abc"));
    }

    @Test
    void textIsNeverANumberAndLosesTheCharacterNul() {
        String form = "{'paragraph': {'variable': 'v'}}";
        assertEquals("ab", value(form, "a\0b"));
        assertFault("v", "type", form, Map.of("v", 7));
    }

    @Test
    void aSelectionIsOneOfItsOptions() {
        String form = "{'select': {'variable': 'v', 'options': ['red', 'blue']}}";
        assertEquals("blue", value(form, "blue"));
        assertFault("v", "enum", form, Map.of("v", "green"));
    }

    @Test
    void theDefaultOfAHiddenSelectionHoldsWhateverTheOptionsAre() {
        assertEquals("green", value("{'select': {'variable': 'v', 'hide': true, 'default': 'green', 'options': ['red']}}", null));
    }

    @ParameterizedTest
    @CsvSource({"12,12", "' 12 ',12", "-3,-3"})
    void aNumberMayComeAsText(String text, long expected) {
        assertEquals(expected, value("{'number': {'variable': 'v'}}", text));
    }

    @Test
    void aNumberWithAFractionStaysExact() {
        assertEquals(new BigDecimal("1.50"), value("{'number': {'variable': 'v'}}", "1.50"));
    }

    @Test
    void emptyTextIsNoNumberAndWordsAreRefused() {
        assertEquals(null, value("{'number': {'variable': 'v'}}", ""));
        assertFault("v", "type", "{'number': {'variable': 'v'}}", Map.of("v", "twelve"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "false,false", "0,false"})
    void aCheckboxIsReadFromText(String text, boolean expected) {
        assertEquals(expected, value("{'checkbox': {'variable': 'v'}}", text));
    }

    @Test
    void aFileIsCheckedAgainstWhatTheFieldTakes() {
        String form = "{'file': {'variable': 'v', 'allowed_file_types': ['image'], 'allowed_file_upload_methods': ['remote_url']}}";
        Map<String, Object> picture = Map.of("type", "image", "transfer_method", "remote_url", "url",
                "https://example.com/a.png");
        assertEquals(picture, value(form, picture));
        assertFault("v", "enum", form, Map.of("v", Map.of("type", "document", "transfer_method", "remote_url")));
        assertFault("v", "enum", form, Map.of("v", Map.of("type", "image", "transfer_method", "local_file")));
        assertFault("v", "type", form, Map.of("v", "a.png"));
    }

    @Test
    void aListOfFilesHasItsBound() {
        Map<String, Object> file = Map.of("type", "image", "transfer_method", "remote_url");
        assertFault("v", "length", "{'file-list': {'variable': 'v', 'max_length': 1}}", Map.of("v", List.of(file, file)));
    }

    @Test
    void aJsonObjectMustBeOne() {
        assertEquals(Map.of("a", 1), value("{'json_object': {'variable': 'v'}}", Map.of("a", 1)));
        assertFault("v", "type", "{'json_object': {'variable': 'v'}}", Map.of("v", List.of(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'name':'Ann'}|", "{}|'name' is required", "{'name':7}|'name' must be of the type string",
            "{'name':'Ann','age':3.0,'tags':['a']}|", "{'name':'Ann','age':3.5}|'age' must be of the type integer or null",
            "{'name':'Ann','age':-1}|'age' must be at least 0", "{'name':'Ann','age':null}|",
            "{'name':'Ann','tags':['a',1]}|'tags[1]' must be of the type string",
            "{'name':'Ann','tags':['a','b','c']}|'tags' must be at most 2 items",
            "{'name':'Ann','kind':'c'}|'kind' must be one of [a, b]", "{'name':''}|'name' must be at least 1 characters",
            "{'name':'Ann','inner':{'x':1}}|'inner.x' is not known"})
    void aJsonObjectMatchesItsSchema(String object, String fault) throws JsonProcessingException {
        String schema = """
                {'type':'object','required':['name'],'properties':{'name':{'type':'string','minLength':1},
                 'age':{'type':['integer','null'],'minimum':0},'kind':{'enum':['a','b']},
                 'tags':{'type':'array','maxItems':2,'items':{'type':'string'}},
                 'inner':{'type':'object','properties':{},'additionalProperties':false}}}""";
        Object given = new ObjectMapper().readValue(object.replace('\'', '"'), Map.class);
        for (String form : List.of("{'json_object': {'variable': 'v', 'json_schema': " + schema + "}}",
                "{'json_object': {'variable': 'v', 'json_schema': '"
                        + schema.replace("'", "\\\"").replace("\n", "") + "'}}")) {
            if (fault == null) {
                assertEquals(given, value(form, given));
            } else {
                Failure failure = assertThrows(Failure.class, () -> value(form, given));
                assertEquals("v in input form does not match its schema: " + fault, failure.getMessage());
                assertEquals(new FieldFault("v", "schema"), failure.details());
            }
        }
    }

    @Test
    void aJsonObjectHasItsDefault() {
        assertEquals(Map.of("a", 1), value("{'json_object': {'variable': 'v', 'default': {'a': 1}}}", null));
        assertEquals(Map.of("a", 1), value("{'json_object': {'variable': 'v', 'default': '{\\\"a\\\": 1}'}}", null));
        assertEquals(null, value("{'json_object': {'variable': 'v', 'default': 'none'}}", null));
    }

    @Test
    void aFieldOfAnUnknownKindLetsItsValuePass() {
        assertEquals(7, value("{'colour-picker': {'variable': 'v', 'required': true}}", 7));
        assertEquals(null, value("{'colour-picker': {'variable': 'v', 'required': true}}", null));
    }

    private static Object value(String field, Object given) {
        return check(field, new HashMap<>(Collections.singletonMap("v", given))).get("v");
    }

    private static Map<String, Object> check(String field, Map<String, Object> inputs) {
        String config = "{'user_input_form': [%s]}".formatted(field).replace('\'', '"');
        return InputForm.check(CONFIGS.parse(config).userInputForm(), inputs);
    }

    private static void assertFault(String field, String rule, String form, Map<String, Object> inputs) {
        Failure failure = assertThrows(Failure.class, () -> check(form, inputs));
        assertEquals(new FieldFault(field, rule), failure.details());
    }
}
