package dev.difynative.platform.persistence;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.hibernate.internal.util.ReflectHelper;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Hibernate looks for the getter of each field by copying all methods of its class, which was half of what its model of the tables
 * took and 10 MB of garbage (docs/adr/0011). In the binary they are copied once for all fields of a class.
 */
@TargetClass(ReflectHelper.class)
final class GettersReadOnce {
    private GettersReadOnce() {}

    @Substitute
    public static Method findGetterMethodForFieldAccess(Field field, String property) {
        Class<?> owner = field.getDeclaringClass();
        Method getter = GettersOfOneClass.of(owner).find(field, property);
        if (getter != null || !owner.isRecord()) {
            return getter;
        }
        try {
            return owner.getMethod(field.getName());
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
