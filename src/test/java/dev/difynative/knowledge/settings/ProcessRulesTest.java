package dev.difynative.knowledge.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.settings.ProcessRule.Mode;
import dev.difynative.knowledge.settings.ProcessRule.Parents;
import dev.difynative.knowledge.settings.ProcessRule.Segmentation;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;

class ProcessRulesTest {
    private final ProcessRules rules = new ProcessRules(new ObjectMapper());

    @Test
    void withoutARuleItIsTheAutomaticOneWhoseWireFormSaysTheSame() {
        assertEquals(ProcessRule.AUTOMATIC, rules.parse((String) null));
        String custom = ProcessRules.AUTOMATIC_JSON.replace("automatic", "custom");
        ProcessRule spelledOut = rules.parse(custom);
        assertEquals(ProcessRule.AUTOMATIC.segmentation(), spelledOut.segmentation());
        assertEquals(ProcessRule.AUTOMATIC.removeExtraSpaces(), spelledOut.removeExtraSpaces());
        assertEquals(ProcessRule.AUTOMATIC.removeUrlsEmails(), spelledOut.removeUrlsEmails());
    }

    @Test
    void aCustomRuleIsReadWithTheEscapesOfItsSeparator() {
        ProcessRule rule = rules.parse("""
                {"mode": "custom", "rules": {"pre_processing_rules": [{"id": "remove_urls_emails", "enabled": true},
                 {"id": "remove_extra_spaces", "enabled": false}],
                 "segmentation": {"separator": "\\\\n\\\\n", "max_tokens": 300}}}""");
        assertEquals(new ProcessRule(Mode.CUSTOM, false, true, new Segmentation("\n\n", 300, 0), null, null), rule);
    }

    @Test
    void aHierarchicalRuleHasParentsAndChildren() {
        ProcessRule rule = rules.parse("""
                {"mode": "hierarchical", "rules": {"parent_mode": "full-doc", "segmentation": {"separator": "\\n"},
                 "subchunk_segmentation": {"separator": ".", "max_tokens": 100}}}""");
        assertEquals(Parents.FULL_DOC, rule.parents());
        assertEquals(new Segmentation(".", 100, 0), rule.children());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                                                          | process_rule.mode | required
            {"mode": "magic"}                                                           | process_rule.mode | enum
            {"mode": "custom"}                                                          | process_rule.rules | required
            {"mode": "custom", "rules": {"segmentation": {"max_tokens": 49}}}           | process_rule.rules.segmentation.max_tokens | range
            {"mode": "custom", "rules": {"segmentation": {"max_tokens": 4001}}}         | process_rule.rules.segmentation.max_tokens | range
            {"mode": "custom", "rules": {"segmentation": {"max_tokens": 60, "chunk_overlap": 60}}} | process_rule.rules.segmentation.chunk_overlap | range
            {"mode": "custom", "rules": {"pre_processing_rules": [{"id": "shout"}]}}    | process_rule.rules.pre_processing_rules[0].id | enum
            []                                                                          | process_rule | type""")
    void whatIsWrongIsNamed(String text, String field, String rule) {
        Failure failure = assertThrows(Failure.class, () -> rules.parse(text));
        assertEquals(new FieldFault(field, rule), failure.details());
    }
}
