using System.Security;
using System.Text;
using Fluid;
using Fluid.Values;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Writes the repository of a new bot.</summary>
internal static class Scaffolder
{
    /// <summary>Where the schema of deploy.yaml is in a bot's repository; the template's first line refers to it.</summary>
    public const string DeploySchemaFile = ".nuke/deploy.schema.json";

    /// <exception cref="DeploymentException">The request cannot be met; nothing was written.</exception>
    public static ScaffoldReport Write(ScaffoldRequest request)
    {
        var name = BotName.Parse(request.Name);
        var template = BotTemplate.Find(request.Template);
        var feed = request.Feed is null ? null : Path.GetFullPath(request.Feed);
        var version = feed is null ? StackPackages.OwnVersion : StackPackages.VersionIn(feed);

        var files = Render(template, Values(request, name, template, version), name);
        files[DeploySchemaFile] = new OutputFile(Encoding.UTF8.GetBytes(DeploySchema.Create(KeyMeanings.Of)), IsExecutable: false);
        if (feed is not null)
        {
            files["nuget.config"] = new OutputFile(NuGetConfig(feed), IsExecutable: false);
        }

        var output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Output));
        OutputDirectory.Write(output, files, request.Force);
        return new ScaffoldReport(name.Value, template.Name, version, output, [.. files.Keys]);
    }

    private static SortedDictionary<string, OutputFile> Render(BotTemplate template, TemplateContext values, BotName name)
    {
        var files = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
        foreach (var file in template.Files)
        {
            files.Add(file.PathFor(name), new OutputFile(file.Render(values), file.IsExecutable));
        }

        return files;
    }

    private static TemplateContext Values(ScaffoldRequest request, BotName name, BotTemplate template, string version)
    {
        var values = new TemplateContext();
        values.SetValue("name", name.Value);
        values.SetValue("slug", name.Slug);
        values.SetValue("about", template.About);
        values.SetValue("storage", request.Storage.ToString());
        values.SetValue("version", version);
        values.SetValue("components", StackPackages.Components);
        values.SetValue("packages", new DictionaryValue(new ObjectDictionaryFluidIndexable<string>(
            StackPackages.TestPackages.ToDictionary(), values.Options)));
        return values;
    }

    private static byte[] NuGetConfig(string feed) => Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <packageSources>
            <!-- In addition to the sources of the machine: where this bot's packages of the stack are. -->
            <add key="TelegramBotStack" value="{SecurityElement.Escape(feed)}" />
          </packageSources>
        </configuration>

        """);
}

/// <summary>What to write.</summary>
internal sealed record ScaffoldRequest
{
    /// <summary>Name of the bot's projects, such as <c>EchoBot</c>.</summary>
    public required string? Name { get; init; }

    /// <summary>The directory that becomes the repository.</summary>
    public required string Output { get; init; }

    /// <summary>Name of a <see cref="BotTemplate"/>.</summary>
    public string Template { get; init; } = "echo";

    /// <summary>Where the bot keeps its data.</summary>
    public BotStorage Storage { get; init; } = BotStorage.Json;

    /// <summary>A directory with packages of the stack, as a source in addition; null takes the machine's sources.</summary>
    public string? Feed { get; init; }

    /// <summary>Whether files may be overwritten.</summary>
    public bool Force { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Name">Name of the bot.</param>
/// <param name="Template">The template it began as.</param>
/// <param name="Version">Version of the stack's packages.</param>
/// <param name="Output">The repository's directory.</param>
/// <param name="Files">Paths of the files in it.</param>
internal sealed record ScaffoldReport(string Name, string Template, string Version, string Output, IReadOnlyList<string> Files);
