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

    private static readonly Lazy<byte[]> Schema = new(() => Encoding.UTF8.GetBytes(DeploySchema.Create(KeyMeanings.Of)));

    /// <exception cref="DeploymentException">The request cannot be met; nothing was written.</exception>
    public static ScaffoldReport Write(ScaffoldRequest request)
    {
        var name = BotName.Parse(request.Name);
        var feed = request.Feed is null ? null : Path.GetFullPath(request.Feed);
        var version = feed is null ? StackPackages.OwnVersion : StackPackages.VersionIn(feed);
        var output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Output ?? name.Value));
        var template = BotTemplate.Find(request.Template ?? BotTemplate.Default);
        var record = new ScaffoldRecord(version, name.Value, template.Name, template.Choose(request.Storage), request.Ci ?? GitRemote.CiOf(output))
        {
            Ide = request.Ide ?? BotIde.All,
            DevContainer = request.DevContainer,
            Tests = request.Tests,
        };

        var files = Render(record);
        files[ScaffoldRecord.FileName] = new OutputFile(record.For(files).ToBytes(), IsExecutable: false);
        if (feed is not null)
        {
            files["nuget.config"] = new OutputFile(NuGetConfig(feed), IsExecutable: false);
        }

        // Not in the record: the build writes it anew whenever its own targets change, and after an upgrade as well.
        if (request.RunningSchema is { } running && BotBuildSchema.From(running) is { } schema)
        {
            files[BotBuildSchema.FileName] = new OutputFile(schema, IsExecutable: false);
        }

        OutputDirectory.Write(output, files, request.Force);
        return new ScaffoldReport(name.Value, record.Template, version, output, [.. files.Keys]);
    }

    /// <summary>What this version of the stack writes for a bot, without what belongs to one machine.</summary>
    public static SortedDictionary<string, OutputFile> Render(ScaffoldRecord record)
    {
        var name = BotName.Parse(record.Name);
        var template = BotTemplate.Find(record.Template);
        var values = Values(record, name, template);
        var files = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
        foreach (var file in template.FilesFor(record))
        {
            var content = file.Render(values);
            if (!content.AsSpan().Trim((byte)'\n').IsEmpty)
            {
                files.Add(file.PathFor(name), new OutputFile(content, file.IsExecutable));
            }
        }

        files[DeploySchemaFile] = new OutputFile(Schema.Value, IsExecutable: false);
        return files;
    }

    private static TemplateContext Values(ScaffoldRecord record, BotName name, BotTemplate template)
    {
        var values = new TemplateContext();
        values.SetValue("name", name.Value);
        values.SetValue("slug", name.Slug);
        values.SetValue("about", template.About.Text);
        values.SetValue("storage", record.Storage.ToString());
        string?[] needed = [record.Storage.Package, .. template.About.Packages];
        values.SetValue("bot_packages", needed.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray());
        values.SetValue("has_admins", template.About.Settings.Contains("BOT_ADMINS"));
        values.SetValue("ide", record.Ide != BotIde.None);
        values.SetValue("tests", record.Tests);
        values.SetValue("has_texts", template.Files.Any(file => file.IsText));
        // What is not set is false in a template; null is not.
        if (record.Storage.Secret is { } secret)
        {
            values.SetValue("storage_secret", secret);
        }

        values.SetValue("version", record.Version);
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

    /// <summary>The directory that becomes the repository; null for one with its name in the current directory.</summary>
    public string? Output { get; init; }

    /// <summary>Name of a <see cref="BotTemplate"/>; null for <see cref="BotTemplate.Default"/>.</summary>
    public string? Template { get; init; }

    /// <summary>Where the bot keeps its data; null for what the template says.</summary>
    public BotStorage? Storage { get; init; }

    /// <summary>Whose workflow files it gets; null for what the remotes of a repository that is there already say.</summary>
    public BotCi? Ci { get; init; }

    /// <summary>Which editors it is set up for; null for all.</summary>
    public BotIde? Ide { get; init; }

    /// <summary>Whether it gets a container to develop it in.</summary>
    public bool DevContainer { get; init; }

    /// <summary>Whether it gets tests.</summary>
    public bool Tests { get; init; } = true;

    /// <summary>A directory with packages of the stack, as a source in addition; null takes the machine's sources.</summary>
    public string? Feed { get; init; }

    /// <summary>The schema that the running build has written of itself; null for none.</summary>
    public string? RunningSchema { get; init; }

    /// <summary>Whether files may be overwritten.</summary>
    public bool Force { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Name">Name of the bot.</param>
/// <param name="Template">The template it began as.</param>
/// <param name="Version">Version of the stack's packages.</param>
/// <param name="Output">The repository's directory.</param>
/// <param name="Files">Paths of the files in it.</param>
internal sealed record ScaffoldReport(string Name, string Template, string Version, string Output, IReadOnlyList<string> Files)
{
    /// <summary>What became of it in git; null when that was not asked for.</summary>
    public string? Git { get; init; }
}
