package dev.difynative.quota;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What limits decide about a call that has passed its first ones, for whoever tells the caller; it follows the call from thread to thread. */
public final class CallDecisions {
    private static final String KEY = CallDecisions.class.getName();

    private CallDecisions() {}

    /** Outside of a call nobody is told. */
    static void add(Decision decision) {
        Context call = Vertx.currentContext();
        if (call != null && VertxContext.isDuplicatedContext(call)) {
            call.putLocal(KEY, decision);
        }
    }

    /** The tighter of what is known already and what was added in this call, whose context may be null. */
    public static Decision tightest(Decision known, Context call) {
        Decision added = call == null || !VertxContext.isDuplicatedContext(call) ? null : call.getLocal(KEY);
        return added != null && added.isTighterThan(known) ? added : known;
    }
}
