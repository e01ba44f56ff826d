package dev.difynative.platform.persistence;

import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** The getters that a class declares itself, kept for as long as the same class is asked about. */
record GettersOfOneClass(Class<?> owner, List<Method> getters) {
    private static volatile GettersOfOneClass last = new GettersOfOneClass(Object.class, List.of());

    static GettersOfOneClass of(Class<?> owner) {
        GettersOfOneClass known = last;
        if (known.owner != owner) {
            known = new GettersOfOneClass(owner, Arrays.stream(owner.getDeclaredMethods())
                    .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
                            && (method.getName().startsWith("get") || method.getName().startsWith("is")))
                    .toList());
            last = known;
        }
        return known;
    }

    /** The getter of a field that is called so, or null. */
    Method find(Field field, String property) {
        for (Method method : getters) {
            String stem = method.getName().substring(method.getName().startsWith("get") ? 3 : 2);
            if (method.getReturnType().isAssignableFrom(field.getType())
                    && (stem.equals(property) || Introspector.decapitalize(stem).equals(property))) {
                return method;
            }
        }
        return null;
    }
}
