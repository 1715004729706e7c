/// The events that a flight recording shows. Each class writes one kind, from plain values, and
/// says beforehand whether anybody records it, so that nothing is made that nobody wants.
///
/// Names and fields are a promise to those who evaluate recordings; docs/observability.md has them.
@org.jspecify.annotations.NullMarked
package io.heddle.internal.jfr;
