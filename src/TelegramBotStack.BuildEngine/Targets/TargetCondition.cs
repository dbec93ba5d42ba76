namespace Nuke.Common.Targets;

/// <summary>A condition of a target, with its source text for the summary.</summary>
internal sealed class TargetCondition(Func<bool> condition, string? expression)
{
    /// <summary>The text without the lambda's arrow: <c>() => !NoMigrate</c> reads <c>!NoMigrate</c>.</summary>
    public string Text { get; } = Body(expression ?? "condition");

    public bool Holds() => condition();

    private static string Body(string expression)
    {
        var text = expression.Trim();
        if (!text.StartsWith("()", StringComparison.Ordinal))
            return text;
        var arrow = text.IndexOf("=>", StringComparison.Ordinal);
        return arrow < 0 ? text : text[(arrow + 2)..].Trim();
    }
}
