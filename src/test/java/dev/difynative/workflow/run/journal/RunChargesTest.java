package dev.difynative.workflow.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.difynative.billing.UsageEntry;
import dev.difynative.models.price.Price;
import dev.difynative.models.price.Usage;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Spending;

class RunChargesTest {
    private static RunIdentity run(int depth) {
        RunScope scope = new RunScope(UUID.randomUUID(), UUID.randomUUID(), null, UUID.randomUUID(), null, null, "u", null, null,
                false, depth);
        return new RunIdentity(scope, null, UUID.randomUUID(), "workflow", RunIdentity.APP_RUN, RunIdentity.SERVICE_API, "{}",
                Instant.parse("2026-01-31T23:59:59Z"), null);
    }

    private static Usage usage(int in, int out) {
        return Usage.of(new Price(new BigDecimal("1"), new BigDecimal("2"), new BigDecimal("0.001"), "USD"), in, out, 0, null,
                null);
    }

    @Test
    void theModelThatUsedMostCountsTheRequest() {
        Spending spent = Spending.of("openai", "small", usage(10, 1)).plus(Spending.of("langgenius/openai/openai", "large",
                usage(100, 10))).plus(Spending.of("openai", "small", usage(20, 2)));
        List<UsageEntry> charges = RunCharges.of(run(0), spent);
        assertEquals(List.of("openai/large", "openai/small"), charges.stream().map(entry -> entry.place().model()).toList());
        assertEquals(List.of(1L, 0L), charges.stream().map(UsageEntry::requests).toList());
        assertEquals(List.of(100L, 30L), charges.stream().map(UsageEntry::tokensIn).toList());
        assertEquals(0,
                charges.stream().map(UsageEntry::price).reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(spent.price()));
        assertEquals("2026-01-31", charges.getFirst().place().day().toString());
    }

    @Test
    void aRunWithoutAModelIsARequestAllTheSame() {
        UsageEntry only = RunCharges.of(run(0), Spending.NONE).getFirst();
        assertEquals("workflow", only.place().model());
        assertEquals(1, only.requests());
    }

    @Test
    void aRunThatAnotherOneHasCalledIsPaidForAndNoRequestOfItsOwn() {
        UsageEntry only = RunCharges.of(run(1), Spending.of("openai", "small", usage(10, 1))).getFirst();
        assertEquals("0 10 1", only.requests() + " " + only.tokensIn() + " " + only.tokensOut());
        assertEquals(List.of(), RunCharges.of(run(1), Spending.NONE));
    }
}
