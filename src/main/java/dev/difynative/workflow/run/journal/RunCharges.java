package dev.difynative.workflow.run.journal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.difynative.billing.UsageEntry;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Spending;

/**
 * What a run is charged for in the usage ledger: a row per model, of which the one that used most counts the request. A run that
 * another one has called is no request of its own.
 */
final class RunCharges {
    private RunCharges() {}

    static List<UsageEntry> of(RunIdentity run, Spending spending) {
        List<Spending.OfModel> models = new ArrayList<>(spending.models());
        models.sort(Comparator.comparing((Spending.OfModel model) -> model.promptTokens() + model.completionTokens()).reversed());
        List<UsageEntry> entries = new ArrayList<>();
        long in = spending.promptTokens();
        long out = spending.completionTokens();
        BigDecimal price = spending.price();
        for (Spending.OfModel model : models) {
            entries.add(entry(run, model.model(), model.currency(), entries.isEmpty(), model.promptTokens(),
                    model.completionTokens(), model.price()));
            in -= model.promptTokens();
            out -= model.completionTokens();
            price = price.subtract(model.price());
        }
        if (entries.isEmpty() && !isCalled(run) || in > 0 || out > 0 || price.signum() > 0) {
            entries.add(entry(run, UsageEntry.NO_MODEL, spending.currency(), entries.isEmpty(), Math.max(0, in), Math.max(0, out),
                    price.max(BigDecimal.ZERO)));
        }
        return entries;
    }

    private static boolean isCalled(RunIdentity run) { return run.scope().depth() > 0; }

    private static UsageEntry entry(RunIdentity run, String model, String currency, boolean first, long in, long out,
            BigDecimal price) {
        RunScope scope = run.scope();
        return new UsageEntry(new UsageEntry.Place(scope.tenantId(), scope.appId(), scope.endUserId(), model,
                UsageEntry.day(run.createdAt()), currency), first && !isCalled(run) ? 1 : 0, in, out, price);
    }
}
