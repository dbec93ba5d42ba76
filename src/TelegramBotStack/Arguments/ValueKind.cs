namespace TelegramBotStack.Arguments;

/// <summary>How the values of one type are written and read.</summary>
/// <param name="Type">The type, not a nullable one.</param>
/// <param name="DescriptionKey">Names the text for what a user may type, as it is put after "is not".</param>
internal abstract record ValueKind(Type Type, string DescriptionKey)
{
    /// <summary>What the text for <see cref="DescriptionKey"/> is given.</summary>
    public virtual (string Name, object? Value)[] DescriptionArguments => [];

    /// <summary>The value, or null when the text is none.</summary>
    public abstract object? Parse(string text);

    public abstract string Format(object value);

    /// <summary>Says that a text is none of these.</summary>
    public string Refuse(string text, LocalizeText localize)
        => localize("arguments.wrong", ("given", CommandWords.Shorten(text)), ("expected", localize(DescriptionKey, DescriptionArguments)));
}

/// <summary>A text by its key, in the language of whoever reads it.</summary>
internal delegate string LocalizeText(string key, params (string Name, object? Value)[] arguments);

internal sealed record ValueKind<T> : ValueKind
{
    private readonly Func<string, object?> _parse;
    private readonly Func<T, string> _format;

    public ValueKind(string descriptionKey, Func<string, object?> parse, Func<T, string> format)
        : base(typeof(T), descriptionKey)
    {
        _parse = parse;
        _format = format;
    }

    public override object? Parse(string text) => _parse(text);

    public override string Format(object value) => _format((T)value);
}

/// <summary>The names of an enum, in any case; never its numbers.</summary>
internal sealed record EnumKind(Type Enumeration) : ValueKind(Enumeration, "values.one_of")
{
    public override (string Name, object? Value)[] DescriptionArguments
        => [("names", string.Join(", ", Enum.GetNames(Enumeration).Select(name => name.ToLowerInvariant())))];

    public override object? Parse(string text)
        => Enum.GetNames(Enumeration).Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse(Enumeration, text, ignoreCase: true)
            : null;

    public override string Format(object value) => value.ToString()!;
}
