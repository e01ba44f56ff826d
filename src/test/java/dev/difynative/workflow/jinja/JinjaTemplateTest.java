package dev.difynative.workflow.jinja;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.testsupport.Eventually;

/** The language, against what Jinja2 itself printed (jinja/cases.json names its version), and its bounds. */
class JinjaTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> printsWhatJinja2Prints() throws IOException {
        try (InputStream in = JinjaTemplateTest.class.getResourceAsStream("/jinja/cases.json")) {
            JsonNode file = JSON.readTree(in);
            @SuppressWarnings("unchecked")
            Map<String, Object> variables = JSON.convertValue(file.get("variables"), Map.class);
            List<DynamicTest> tests = new ArrayList<>();
            for (JsonNode each : file.get("cases")) {
                String template = each.get("template").asText();
                tests.add(DynamicTest.dynamicTest(template, () -> {
                    if (each.has("fails")) {
                        assertThrows(JinjaException.class, () -> JinjaTemplate.parse(template).render(variables));
                    } else {
                        assertEquals(each.get("expected").asText(), JinjaTemplate.parse(template).render(variables));
                    }
                }));
            }
            assertFalse(tests.isEmpty());
            return tests.stream();
        }
    }

    @Test
    void leavesWhatItIsGivenUntouched() {
        List<Object> given = new ArrayList<>(List.of(1, 2));
        assertEquals("[1, 2, 3]", render("{% set _ = xs.append(3) %}{{ xs }}", Map.of("xs", given)));
        assertEquals(List.of(1, 2), given);
    }

    @Test
    void namesTheLineOfAFault() {
        JinjaException fault = assertThrows(JinjaException.class, () -> render("a\nb\n{{ missing.part }}", Map.of()));
        assertEquals("'missing' is undefined (line 3)", fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ ''.getClass() }}", "{{ ''.class.forName('java.lang.Runtime') }}", "{{ xs.getClass().getName() }}",
            "{{ ''['__class__']['x'] }}", "{{ range.__globals__['x'] }}", "{{ namespace.__init__.__globals__.os }}",
            "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ ('%s'|attr('__class__')).x }}"})
    void nothingBehindTheTemplateCanBeReached(String template) {
        assertThrows(JinjaException.class, () -> render(template, Map.of("xs", List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% for x in range(99999999999) %}a{% endfor %}",
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "{{ 'a' * 2000000000 }}",
            "{{ [0] * 2000000000 }}", "{{ 2 ** (2 ** 40) }}", "{{ 'a'.ljust(2000000000) }}", "{{ range(2000000000)|list }}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ ('a' * 1000000).replace('a', 'a' * 1000000) }}",
            "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}", "{{ '%2000000000s' % 'a' }}", "{{ '{:2000000000}'.format('a') }}",
            "{% set ns = namespace(s='aaaaaaaa') %}{% for x in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
            "{% for x in range(500000) %}{{ x }}{% endfor %}", "{{ 9 ** (9 ** 9) }}", "{{ 'a'|indent(2000000000) * 99999999 }}"})
    void aHostileTemplateIsEndedSoon(String template) {
        assertTimeoutPreemptively(Eventually.PATIENCE,
                () -> assertThrows(JinjaException.class, () -> render(template, Map.of())));
    }

    @Test
    void deepNestingIsRefusedNotCrashedOn() {
        assertAll(
                () -> assertThrows(JinjaException.class,
                        () -> render("{{ " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + " }}", Map.of())),
                () -> assertThrows(JinjaException.class, () -> render("{{ " + "-".repeat(50_000) + "1 }}", Map.of())),
                () -> assertThrows(JinjaException.class,
                        () -> render("{% if 1 %}".repeat(1_000) + "{% endif %}".repeat(1_000), Map.of())));
    }

    @Test
    void outputIsCappedAtTheGivenLength() {
        JinjaLimits ten = JinjaLimits.DEFAULT.withOutput(10);
        assertEquals("0123456789", JinjaTemplate.parse("{{ x }}").render(Map.of("x", "0123456789"), ten));
        assertThrows(JinjaException.class, () -> JinjaTemplate.parse("{{ x }}!").render(Map.of("x", "0123456789"), ten));
    }

    private static String render(String template, Map<String, ?> variables) {
        return JinjaTemplate.parse(template).render(variables);
    }
}
