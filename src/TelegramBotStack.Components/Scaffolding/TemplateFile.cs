using System.Collections.Concurrent;
using System.Text;
using Fluid;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>A file of a template, as it is embedded in this assembly.</summary>
/// <param name="Resource">Name of the embedded resource.</param>
/// <param name="Path">Where it goes in the bot's repository, with <c>/</c> between folders.</param>
/// <param name="Verbatim">Whether it is copied byte by byte, not rendered.</param>
internal sealed record TemplateFile(string Resource, string Path, bool Verbatim)
{
    private static readonly FluidParser Parser = new();
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);

    /// <summary>The path for a bot: the word <c>BotName</c> stands for its name.</summary>
    public string PathFor(BotName name) => Path.Replace("BotName", name.Value, StringComparison.Ordinal);

    /// <summary>Whether a person or a script runs it.</summary>
    public bool IsExecutable => Path.EndsWith(".sh", StringComparison.Ordinal);

    /// <summary>Whether it holds what the bot says in a language.</summary>
    public bool IsText => System.IO.Path.GetFileName(Path) is var name
        && name.StartsWith("texts.", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Its content with the values put in.</summary>
    public byte[] Render(TemplateContext values)
    {
        if (!Verbatim)
        {
            return Encoding.UTF8.GetBytes(Parsed.GetOrAdd(Resource, Parse).Render(values));
        }

        using var resource = Open(Resource);
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    private static IFluidTemplate Parse(string resource)
    {
        using var reader = new StreamReader(Open(resource));
        return Parser.Parse(reader.ReadToEnd());
    }

    private static Stream Open(string resource) => typeof(TemplateFile).Assembly.GetManifestResourceStream(resource)!;
}
