package dev.difynative.workflow.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.price.Usage;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Tokens and money that a node has used; {@code models} says of which models, as far as that is known. */
@RegisterForReflection
public record Spending(long tokens, long promptTokens, long completionTokens, BigDecimal price, String currency,
        List<OfModel> models) {
    public static final Spending NONE = new Spending(0, 0, 0, BigDecimal.ZERO, "USD", List.of());

    /** What one model has used; its name is {@code provider/model}. */
    @RegisterForReflection
    public record OfModel(String model, long promptTokens, long completionTokens, BigDecimal price, String currency) {

        OfModel plus(OfModel other) {
            return new OfModel(model, promptTokens + other.promptTokens, completionTokens + other.completionTokens,
                    price.add(other.price), currency);
        }
    }

    // A run that was paused by an earlier version has no list.
    public Spending {
        models = models == null ? List.of() : models;
    }

    public static Spending of(String provider, String model, Usage usage) {
        BigDecimal price = new BigDecimal(usage.totalPrice());
        return new Spending(usage.totalTokens(), usage.promptTokens(), usage.completionTokens(), price, usage.currency(),
                List.of(new OfModel(ProviderIds.bare(provider) + "/" + model, usage.promptTokens(), usage.completionTokens(),
                        price,
                        usage.currency())));
    }

    public Spending plus(Spending other) {
        if (other.tokens == 0 && other.price.signum() == 0 && other.models.isEmpty()) {
            return this;
        }
        return new Spending(tokens + other.tokens, promptTokens + other.promptTokens, completionTokens + other.completionTokens,
                price.add(other.price), price.signum() == 0 ? other.currency : currency, sum(models, other.models));
    }

    private static List<OfModel> sum(List<OfModel> some, List<OfModel> others) {
        List<OfModel> sum = new ArrayList<>(some);
        for (OfModel other : others) {
            int same = 0;
            while (same < sum.size() && !sum.get(same).model().equals(other.model())) {
                same++;
            }
            if (same < sum.size()) {
                sum.set(same, sum.get(same).plus(other));
            } else {
                sum.add(other);
            }
        }
        return List.copyOf(sum);
    }
}
