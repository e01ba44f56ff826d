package dev.difynative.platform.persistence;

/**
 * The end of a statement that reads a page. Its numbers are part of the text: PostgreSQL keeps the plan of a statement whose
 * limit it knows, and makes a new one for each call when it is a value.
 */
public final class PageSql {
    private PageSql() {}

    public static String of(long limit, long offset) { return " LIMIT " + limit + (offset == 0 ? "" : " OFFSET " + offset); }
}
