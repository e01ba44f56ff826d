package dev.difynative.models.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Tokens, prices and times of an answer as {@code metadata.usage} shows them; prices are decimal text, times seconds. */
@RegisterForReflection
public record Usage(int promptTokens, String promptUnitPrice, String promptPriceUnit, String promptPrice, int completionTokens,
        String completionUnitPrice, String completionPriceUnit, String completionPrice, int totalTokens, String totalPrice,
        String currency, double latency, Double timeToFirstToken, Double timeToGenerate) {
    private static final int DECIMALS = 7;

    /** An answer that used no model. */
    public static final Usage NONE = of(Price.UNKNOWN, 0, 0, 0, null, null);

    /** Prices the tokens; the two times are null when nothing was streamed. */
    public static Usage of(Price price, int promptTokens, int completionTokens, double latency, Double timeToFirstToken,
            Double timeToGenerate) {
        BigDecimal prompt = cost(promptTokens, price.inputUnit(), price.priceUnit());
        BigDecimal completion = cost(completionTokens, price.outputUnit(), price.priceUnit());
        String unit = plain(price.priceUnit());
        return new Usage(promptTokens, plain(price.inputUnit()), unit, plain(prompt), completionTokens, plain(price.outputUnit()),
                unit,
                plain(completion), promptTokens + completionTokens, plain(prompt.add(completion)), price.currency(), latency,
                timeToFirstToken, timeToGenerate);
    }

    /** This usage and another one as one; unit prices and the first token's time stay this one's. */
    public Usage plus(Usage other) {
        Usage units = totalTokens == 0 ? other : this;
        return new Usage(promptTokens + other.promptTokens, units.promptUnitPrice, units.promptPriceUnit,
                sum(promptPrice, other.promptPrice), completionTokens + other.completionTokens, units.completionUnitPrice,
                units.completionPriceUnit, sum(completionPrice, other.completionPrice), totalTokens + other.totalTokens,
                sum(totalPrice, other.totalPrice), units.currency, latency + other.latency,
                timeToFirstToken == null ? other.timeToFirstToken : timeToFirstToken,
                timeToGenerate == null ? other.timeToGenerate : timeToGenerate);
    }

    private static BigDecimal cost(int tokens, BigDecimal unit, BigDecimal priceUnit) {
        return unit.multiply(priceUnit).multiply(BigDecimal.valueOf(tokens)).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    private static String sum(String one, String other) { return plain(new BigDecimal(one).add(new BigDecimal(other))); }

    private static String plain(BigDecimal value) { return value.signum() == 0 ? "0" : value.toPlainString(); }
}
