package dev.difynative.models.price;

import java.math.BigDecimal;

/** What a model costs: tokens × unit × priceUnit, in {@code currency}. */
public record Price(BigDecimal inputUnit, BigDecimal outputUnit, BigDecimal priceUnit, String currency) {
    /** The price of a model that no table knows. */
    public static final Price UNKNOWN = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, "USD");
}
