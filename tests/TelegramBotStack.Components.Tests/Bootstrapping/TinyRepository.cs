namespace TelegramBotStack.Components.Tests.Bootstrapping;

/// <summary>
/// A repository with the real bootstrappers and the smallest build project: it prints its version, its directory, the
/// root it was told and its arguments, a line each, and exits with the number after the word "exit".
/// </summary>
internal sealed class TinyRepository : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <RunAnalyzers>false</RunAnalyzers>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="../shared/**/*.cs" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        Console.WriteLine("version 1");
        Console.WriteLine(Environment.CurrentDirectory);
        Console.WriteLine(Environment.GetEnvironmentVariable("NUKE_ROOT") ?? "no root");
        Console.Error.WriteLine("to standard error");
        foreach (var argument in args) Console.WriteLine($"[{argument}]");
        return args is ["exit", var code] ? int.Parse(code) : 0;
        """;

    private readonly TemporaryDirectory directory = new();

    public TinyRepository(string name = "a bot's repository")
    {
        Root = directory[name];
        foreach (var bootstrapper in new[] { "build.sh", "build.ps1", "build.cmd", "global.json" })
        {
            Write(bootstrapper, File.ReadAllText(RepositoryRoot.File(bootstrapper)));
        }

        Write("build/_build.csproj", Project);
        Write("build/Build.cs", Program);
        Write("build/.inputs", "# what the build project compiles beside its own files\nshared\n");
        Write("shared/Shared.cs", "static class Shared;");
        Write(".nuke/parameters.json", "{}");
    }

    /// <summary>A copy of a repository that has been built; its times are kept, so nothing is to be built.</summary>
    public TinyRepository(TinyRepository built)
    {
        Root = directory[Path.GetFileName(built.Root)];
        foreach (var file in Directory.EnumerateFiles(built.Root, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Root, Path.GetRelativePath(built.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; }

    public string Outside => directory.Path;

    public string this[string name] => Path.Combine(Root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    public void SetVersion(int version, string file = "build/Build.cs") =>
        Write(file, Program.Replace("version 1", $"version {version}", StringComparison.Ordinal));

    public void Dispose() => directory.Dispose();
}
