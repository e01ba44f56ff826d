package dev.difynative.api.console.generate;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.generate.RuleGenerator;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Lets a model write prompts, code and schemas; that it could not is said in {@code error}, with status 200 as in Dify. */
@Path("/console/api")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleRuleResource {
    private final RuleGenerator generator;
    private final ConsoleCaller caller;

    ConsoleRuleResource(RuleGenerator generator, ConsoleCaller caller) {
        this.generator = generator;
        this.caller = caller;
    }

    @POST
    @Path("/rule-generate")
    public RuleGenerator.Rule prompt(@NotNull RuleGenerator.Wish body) { return generator.prompt(caller.tenantId(), body); }

    @POST
    @Path("/rule-code-generate")
    public RuleGenerator.Code code(@NotNull RuleGenerator.Wish body) { return generator.code(caller.tenantId(), body); }

    @POST
    @Path("/rule-structured-output-generate")
    public RuleGenerator.Schema schema(@NotNull RuleGenerator.Wish body) { return generator.schema(caller.tenantId(), body); }
}
