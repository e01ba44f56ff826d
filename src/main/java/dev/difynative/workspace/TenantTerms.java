package dev.difynative.workspace;

/** On what terms a workspace uses the service. */
public record TenantTerms(Plan plan, PlanSettings settings, TenantStatus status) {}
