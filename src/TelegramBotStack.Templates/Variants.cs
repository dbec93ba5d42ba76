using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Templates;

/// <summary>
/// What something is for each way to choose, such as the content of a file; and for each different value the condition under
/// which it is that one, in as few symbols as possible.
/// </summary>
internal static class Variants
{
    private static readonly IReadOnlyList<Symbol[]> SubsetsBySize =
    [
        .. Enumerable.Range(0, 1 << Choices.Symbols.Count)
            .Select(bits => Choices.Symbols.Where((_, index) => (bits & (1 << index)) != 0).ToArray())
            .OrderBy(symbols => symbols.Length),
    ];

    /// <param name="valueOf">The value for a way to choose; null when there is none.</param>
    /// <returns>Each value with its condition, which is empty for one that is the same for all.</returns>
    public static IEnumerable<(string Value, string Condition)> Of(Func<ScaffoldRecord, string?> valueOf)
    {
        var values = Choices.All.Select(record => (Record: record, Value: valueOf(record))).ToList();
        foreach (var symbols in SubsetsBySize)
        {
            if (ByChoice(values, symbols) is { } decided)
            {
                return decided
                    .Where(choice => choice.Value is not null)
                    .GroupBy(choice => choice.Value!, StringComparer.Ordinal)
                    .Select(same => (same.Key, Condition(symbols, [.. same.Select(choice => choice.Choice)], decided.Count)));
            }
        }

        throw new InvalidOperationException("All symbols together decide everything.");
    }

    // Null when the symbols do not decide: then two ways to choose have the same choice, and different values.
    private static List<(string?[] Choice, string? Value)>? ByChoice(List<(ScaffoldRecord Record, string? Value)> values, Symbol[] symbols)
    {
        var decided = new Dictionary<string, (string?[] Choice, string? Value)>(StringComparer.Ordinal);
        foreach (var (record, value) in values)
        {
            string?[] choice = [.. symbols.Select(symbol => symbol.Of(record))];
            var key = string.Join('/', choice.Select(part => part ?? "-"));
            if (!decided.TryAdd(key, (choice, value)) && decided[key].Value != value)
            {
                return null;
            }
        }

        return [.. decided.Values];
    }

    private static string Condition(Symbol[] symbols, List<string?[]> choices, int all) => choices.Count == all
        ? ""
        : string.Join(" || ", choices.Select(choice => $"({string.Join(" && ", symbols.Zip(choice, (symbol, value) => symbol.Condition(value)))})"));
}
