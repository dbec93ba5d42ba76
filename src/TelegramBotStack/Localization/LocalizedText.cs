namespace TelegramBotStack.Localization;

/// <summary>A text in one language: one form, or one for each plural category.</summary>
internal sealed class LocalizedText(string language, IReadOnlyDictionary<PluralCategory, TextTemplate> forms)
{
    /// <summary>The argument that chooses the form.</summary>
    public const string Count = "count";

    public IReadOnlyDictionary<PluralCategory, TextTemplate> Forms => forms;

    public bool HasPlural => forms.Count > 1;

    public string Format(ReadOnlySpan<(string Name, object? Value)> arguments) => FormFor(arguments).Format(arguments);

    private TextTemplate FormFor(ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (HasPlural)
        {
            foreach (var (name, value) in arguments)
            {
                if (name == Count && forms.TryGetValue(PluralRules.Of(language).Choose(value), out var form))
                {
                    return form;
                }
            }
        }

        return forms[PluralCategory.Other];
    }
}
