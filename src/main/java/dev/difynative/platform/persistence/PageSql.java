package dev.difynative.platform.persistence;

import dev.difynative.platform.paging.PageRequest;

/**
 * The end of a statement that reads a page. Its numbers are part of the text: PostgreSQL keeps the plan of a statement whose
 * limit it knows, and makes a new one for each call when it is a value.
 */
public final class PageSql {
    private PageSql() {}

    public static String of(long limit, long offset) { return " LIMIT " + limit + (offset == 0 ? "" : " OFFSET " + offset); }

    /**
     * Finds the {@code id}s of a page of a search, with a {@code total}. What takes time is to look, so no more is looked for than
     * the page shows and some beside: a word that is everywhere is found at once, and its {@code total} is a lower bound.
     *
     * @param alias
     *            of the table, whose {@code id} and what it is ordered by are selected in {@code found}
     */
    public static String ofSearch(String alias, String found, String order, PageRequest page, long beside) {
        return "SELECT " + alias + ".id, count(*) OVER () AS total FROM (" + found + order
                + of(page.offset() + page.limit() + beside, 0) + ") " + alias + order + of(page.limit(), page.offset());
    }
}
