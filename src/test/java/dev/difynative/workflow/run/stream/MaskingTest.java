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
        assertEquals("{\"a\":[\"is ********************\",1]}",
                masking.mask(new ObjectMapper().readTree("{\"a\":[\"is open\\\"sesame\",1]}")).toString());
    }

    @Test
    void aSecretThatIsSaidInPiecesIsBlottedOutAsWell() throws Exception {
        MaskedText text = new MaskedText(Masking.of(new ObjectMapper().readTree(
                "[{\"name\": \"a\", \"value\": \"sk-abcd\", \"value_type\": \"secret\"}]")));

        assertEquals("the ", text.next("the s"));
        assertEquals("", text.next("k-ab"));
        assertEquals("********************!", text.next("cd!"));
        assertEquals("ask ", text.next("ask ") + text.next("sk-"));
        assertEquals("sk-other", text.next("other"));
        assertEquals("", text.next("sk-a"));
        assertEquals("sk-a", text.rest());
        assertEquals("", text.rest());
    }
}
