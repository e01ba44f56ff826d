package dev.difynative.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Field;
import java.util.List;

import org.hibernate.internal.util.ReflectHelper;
import org.junit.jupiter.api.Test;

/** The binary asks this in place of Hibernate's own search, so both must find the same. */
class GettersOfOneClassTest {

    static class Sheep {
        String name;
        boolean black;
        String iconUrl;
        String URL;
        int legs;
        String hidden;

        public String getName() { return name; }

        public boolean isBlack() { return black; }

        public String getIconUrl() { return iconUrl; }

        public String getURL() { return URL; }

        public String getLegs() { return "four"; }

        public static String getHidden() { return ""; }
    }

    @Test
    void eachFieldHasTheGetterThatHibernateFinds() throws NoSuchFieldException {
        for (String name : List.of("name", "black", "iconUrl", "URL", "legs", "hidden")) {
            Field field = Sheep.class.getDeclaredField(name);
            assertEquals(ReflectHelper.findGetterMethodForFieldAccess(field, name),
                    GettersOfOneClass.of(Sheep.class).find(field, name), name);
        }
    }

    @Test
    void aGetterOfAnotherTypeOrOfTheClassItselfIsNone() throws NoSuchFieldException {
        for (String name : List.of("legs", "hidden")) {
            assertNull(GettersOfOneClass.of(Sheep.class).find(Sheep.class.getDeclaredField(name), name), name);
        }
    }
}
