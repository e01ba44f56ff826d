package dev.difynative.api.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.difynative.workspace.Role;

/**
 * Lets only members of the given role or above call a console resource; on a method it replaces what the class says. A call
 * that has neither this nor {@link Anonymous} is refused.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Role value();
}
