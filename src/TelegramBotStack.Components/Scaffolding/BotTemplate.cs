using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>A kind of bot to begin with. Templates are embedded in this assembly, from the folder <c>templates</c>.</summary>
/// <param name="Name">What <c>--bot-template</c> takes.</param>
/// <param name="About">What it says about itself.</param>
/// <param name="Files">The files of a repository with that bot: those all have, and its own, which take the place of the former.</param>
internal sealed record BotTemplate(string Name, TemplateAbout About, IReadOnlyList<TemplateFile> Files)
{
    /// <summary>The name of the one that is taken when none is named.</summary>
    public const string Default = "echo";

    private const string TemplatePrefix = "templates/";
    private const string CommonPrefix = TemplatePrefix + "_common/";
    private const string VerbatimPrefix = "verbatim/";
    // Folders that are no template of their own.
    private const string SharedPrefix = TemplatePrefix + "_";
    private const string TestsFolder = "tests/";

    /// <summary>All templates, by name.</summary>
    public static IReadOnlyList<BotTemplate> All { get; } = Load();

    /// <exception cref="DeploymentException">There is none of that name.</exception>
    public static BotTemplate Find(string name) =>
        All.FirstOrDefault(template => template.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw ScaffoldErrors.TemplateUnknown(name, All.Select(template => template.Name));

    /// <summary>The storage that was asked for, or the one that this kind of bot has by default.</summary>
    /// <exception cref="DeploymentException">A bot of this kind cannot keep its data there.</exception>
    public BotStorage Choose(BotStorage? asked) =>
        asked is not { } storage ? About.Storages[0]
        : About.Storages.Contains(storage) ? storage
        : throw ScaffoldErrors.StorageNotOffered(Name, storage, About.Storages);

    /// <summary>The files of a repository that was asked for.</summary>
    public IEnumerable<TemplateFile> FilesFor(ScaffoldRecord record) =>
    [
        .. Files.Where(file => record.Tests || !file.Path.StartsWith(TestsFolder, StringComparison.Ordinal)),
        .. FilesFor(record.Ci),
        .. record.Ide is BotIde.All or BotIde.VSCode ? Below(SharedPrefix + "vscode/", verbatim: false) : [],
        .. record.Ide is BotIde.All or BotIde.Rider or BotIde.VisualStudio ? Below(SharedPrefix + "launch-settings/", verbatim: false) : [],
        .. record.DevContainer ? Below(SharedPrefix + "dev-container/", verbatim: false) : [],
    ];

    // What they hold in braces is meant for the CI itself.
    private static IEnumerable<TemplateFile> FilesFor(BotCi ci) => ci switch
    {
        BotCi.GitHub => Below(SharedPrefix + "github/", verbatim: true),
        BotCi.GitLab => Below(SharedPrefix + "gitlab/", verbatim: true),
        _ => [],
    };

    private static List<BotTemplate> Load()
    {
        var common = Below(VerbatimPrefix, verbatim: true).Concat(Below(CommonPrefix, verbatim: false)).ToList();
        return [.. Resources()
            .Where(resource => resource.Path.StartsWith(TemplatePrefix, StringComparison.Ordinal)
                && !resource.Path.StartsWith(SharedPrefix, StringComparison.Ordinal))
            .Select(resource => resource.Path.Split('/')[1])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                var own = Below($"{TemplatePrefix}{name}/", verbatim: false).ToLookup(file => file.Path == TemplateAbout.FileName);
                var replaced = own[false].Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
                return new BotTemplate(
                    name,
                    TemplateAbout.Parse(Text(own[true].Single().Resource)),
                    [.. common.Where(file => !replaced.Contains(file.Path)).Concat(own[false])]);
            })];
    }

    private static IEnumerable<TemplateFile> Below(string prefix, bool verbatim) => Resources()
        .Where(resource => resource.Path.StartsWith(prefix, StringComparison.Ordinal))
        .Select(resource => new TemplateFile(resource.Resource, resource.Path[prefix.Length..], verbatim));

    // Windows builds name resources with backslashes.
    private static IEnumerable<(string Resource, string Path)> Resources() => typeof(BotTemplate).Assembly
        .GetManifestResourceNames()
        .Select(resource => (Resource: resource, Path: resource.Replace('\\', '/')));

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(BotTemplate).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Trim();
    }
}
