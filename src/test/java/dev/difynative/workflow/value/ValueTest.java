package dev.difynative.workflow.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.graph.Selector;

class ValueTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void jsonSurvivesTheWayThere() throws Exception {
        String text = """
                {"s":"a","n":1,"d":1.5,"big":12345678901234567890,"b":true,"z":null,"l":[1,"x",{"k":[]}],"o":{"y":1,"x":2}}""";

        assertEquals(text, Value.of(JSON.readTree(text)).toJson().toString());
    }

    @Test
    void aFileIsRecognisedWithItsAttributes() throws Exception {
        Value value = Value.of(JSON.readTree("""
                {"dify_model_identity": "__dify__file__", "id": "1", "type": "image", "transfer_method": "remote_url",
                 "remote_url": "http://h/a.png", "filename": "a.png", "extension": ".png", "mime_type": "image/png",
                 "size": 7, "url": "http://h/a.png"}"""));

        assertEquals(ValueType.FILE, value.type());
        assertEquals("![a.png](http://h/a.png)", value.text());
        assertEquals(Optional.of(Value.of(7)), value.inside("size"));
        assertEquals(value, Value.of(value.toJson()));
    }

    @Test
    void aListHasTheTypeOfItsItems() {
        assertEquals(ValueType.ARRAY_STRING, Value.ofPlain(List.of("a", "b")).type());
        assertEquals(ValueType.ARRAY_ANY, Value.ofPlain(List.of("a", 1)).type());
        assertEquals(ValueType.ARRAY_ANY, Value.ofPlain(List.of()).type());
    }

    @Test
    void aTemplateIsFilledWithWhatThereIs() {
        VariablePool pool = new VariablePool();
        pool.put("llm_1", Map.of("text", Value.of("Hi"), "n", Value.of(3), "o", Value.ofPlain(Map.of("k", List.of(1, 2)))));

        String text = TextTemplate.parse("{{#llm_1.text#}}, {{#llm_1.n#}} {{#llm_1.o#}} {{#llm_1.o.k#}} {{#gone.x#}} {{ jinja }}")
                .render(pool::read);

        assertEquals("Hi, 3 {\"k\":[1,2]} [1,2] gone.x {{ jinja }}", text);
    }

    @Test
    void aRoundSeesWhatIsOutsideAndKeepsItsOwn() {
        VariablePool outside = new VariablePool();
        outside.put("conversation", Map.of("v", Value.of(1)));
        outside.put("a", Map.of("x", Value.of("outer")));
        VariablePool round = outside.inner();
        round.put("it", Map.of("item", Value.of("one")));

        assertTrue(round.assign(Selector.of("conversation", "v"), Value.of(2)));
        assertTrue(round.assign(Selector.of("it", "item"), Value.of("two")));
        assertFalse(round.assign(Selector.of("a", "y"), Value.of("new")));
        assertEquals(Optional.of(Value.of(2)), outside.read(Selector.of("conversation", "v")));
        assertEquals(Optional.of(Value.of("outer")), round.read(Selector.of("a", "x")));
        assertEquals(Optional.of(Value.of("two")), round.read(Selector.of("it", "item")));
        assertEquals(Optional.empty(), outside.read(Selector.of("it", "item")));
    }

    @Test
    void aPoolSurvivesStorage() {
        VariablePool pool = new VariablePool();
        pool.put("a", Map.of("x", Value.ofPlain(List.of(1, Map.of("k", true)))));

        VariablePool again = VariablePool.fromJson(pool.toJson());

        assertEquals(pool.read(Selector.of("a", "x")), again.read(Selector.of("a", "x")));
    }
}
