package dev.difynative.models.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void pricesAreDecimalTextRoundedHalfUp() {
        Usage usage = Usage.of(Prices.of("openai", "gpt-4o-mini"), 1033, 135, 1.5, 0.2, 1.3);
        assertEquals("0.15", usage.promptUnitPrice());
        assertEquals("0.000001", usage.promptPriceUnit());
        // 1033 × 0.15 × 0.000001 = 0.00015495
        assertEquals("0.0001550", usage.promptPrice());
        assertEquals("0.0000810", usage.completionPrice());
        assertEquals("0.0002360", usage.totalPrice());
        assertEquals(1168, usage.totalTokens());
        assertEquals("USD", usage.currency());
    }

    @Test
    void anUnknownPriceIsZero() {
        Usage usage = Usage.of(Prices.of("openai_api_compatible", "mine"), 10, 20, 0, null, null);
        assertEquals("0", usage.totalPrice());
        assertEquals("USD", usage.currency());
        assertNull(usage.timeToFirstToken());
    }

    @Test
    void tinyPricesHaveNoExponent() {
        Price price = new Price(new BigDecimal("0.0001"), BigDecimal.ZERO, new BigDecimal("0.001"), "USD");
        assertEquals("0.0000001", Usage.of(price, 1, 0, 0, null, null).totalPrice());
    }

    @Test
    void usagesAddUp() {
        Price price = Prices.of("openai", "gpt-4o");
        Usage sum = Usage.NONE.plus(Usage.of(price, 1000, 10, 1, 0.5, null)).plus(Usage.of(price, 2000, 20, 2, 0.7, null));
        assertEquals(3030, sum.totalTokens());
        assertEquals("0.0078000", sum.totalPrice());
        assertEquals("2.5", sum.promptUnitPrice());
        assertEquals(3.0, sum.latency());
        assertEquals(0.5, sum.timeToFirstToken());
    }

    @Test
    void datedVariantsAndLongIdsArePricedLikeTheModel() {
        Price price = Prices.of("openai", "gpt-4o");
        assertSame(price, Prices.of("langgenius/openai/openai", "gpt-4o-2024-08-06"));
        assertSame(price, Prices.of("azure_openai", "gpt-4o"));
        assertSame(Price.UNKNOWN, Prices.of("openai", "gpt-4o-audio-preview"));
        assertSame(Prices.of("anthropic", "claude-3-5-haiku"), Prices.of("anthropic", "claude-3-5-haiku-20241022"));
    }
}
