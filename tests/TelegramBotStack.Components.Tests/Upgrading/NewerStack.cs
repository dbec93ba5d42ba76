using System.Xml.Linq;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Components.Tests.Upgrading;

/// <summary>
/// A feed with two versions of the stack: that of these sources, and a newer one made from a copy of them, in which
/// templates and bootstrapper have changed.
/// </summary>
internal sealed class NewerStack : IDisposable
{
    public const string Version = "99.1.0";

    private readonly TemporaryDirectory directory = new();

    public string Feed => directory["feed"];

    /// <summary>What the newer version's bootstrapper says that the older one's does not.</summary>
    public const string NewLine = "# A line of the newer stack.";

    public static async Task<NewerStack> MakeAsync(LocalFeed older)
    {
        var stack = new NewerStack();
        Directory.CreateDirectory(stack.Feed);
        foreach (var package in Directory.EnumerateFiles(older.Path, "*.nupkg"))
        {
            File.Copy(package, Path.Combine(stack.Feed, Path.GetFileName(package)));
        }

        var sources = stack.directory["sources"];
        foreach (var folder in new[] { "src", "templates", "docs" })
        {
            Copy(new DirectoryInfo(RepositoryRoot.File(folder)), Path.Combine(sources, folder));
        }

        foreach (var file in new DirectoryInfo(RepositoryRoot.Path).EnumerateFiles().Where(file => file.Name != ".git" && file.Extension != ".sln"))
        {
            file.CopyTo(Path.Combine(sources, file.Name));
        }

        await File.AppendAllTextAsync(Path.Combine(sources, "build.sh"), NewLine + "\n");
        var ignored = Path.Combine(sources, "templates", "_common", ".gitignore");
        await File.WriteAllTextAsync(ignored, "newer-stack/\n" + await File.ReadAllTextAsync(ignored));
        var solution = Path.Combine(sources, "Newer.slnx");
        var projects = Directory.EnumerateFiles(Path.Combine(sources, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => !project.EndsWith(".Templates.csproj", StringComparison.Ordinal));
        new XDocument(new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project))))).Save(solution);
        (await Command.RunAsync(
            "dotnet",
            [
                "pack", solution, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--output", stack.Feed,
                $"-p:Version={Version}", "-p:RunAnalyzers=false",
            ],
            sources)).ShouldEndWith(0);
        return stack;
    }

    public void Dispose() => directory.Dispose();

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj")))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }
}
