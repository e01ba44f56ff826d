package dev.difynative.workflow.run.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class MaskingTest {
    @Test
    void secretsAreBlottedOutInPlainTextAndInJson() throws Exception {
        Masking masking = Masking.of(new ObjectMapper().readTree(
                """
                [{"name": "a", "value": "open\\"sesame", "value_type": "secret"}, {"name": "b", "value": "shown", "value_type": "string"}]"""));

        assertEquals("{\"x\":\"say ********************, shown\"}", masking.mask("{\"x\":\"say open\\\"sesame, shown\"}"));
        assertEquals("********************", masking.mask("open\"sesame"));
    }
}
