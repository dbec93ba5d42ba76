using System.Runtime.InteropServices;

namespace TelegramBotStack.Components.Tests.Bootstrapping;

public sealed class BashBootstrapperTests : IClassFixture<BashBootstrapperTests.Built>, IDisposable
{
    private const string Notice = "Building the build...";

    /// <summary>Stands in for curl: what it "downloads" puts the program in the variable SDK where the SDK is wanted.</summary>
    private const string DownloadOfTheInstaller = """
        #!/bin/sh
        while [ "$1" != --output ]; do shift; done
        cat > "$2" <<'END'
        while [ "$1" != --install-dir ]; do shift; done
        mkdir -p "$2" && cp "$SDK" "$2/dotnet"
        END
        """;

    /// <summary>Stands in for an SDK: the real one, run from where it does not see global.json.</summary>
    private const string SdkThatSatisfiesEverything = """
        #!/bin/sh
        root=$PWD
        case $1 in
            --version) echo 99.0.100 ;;
            build) shift; project=$1; shift; cd / && exec "$REAL_DOTNET" build "$root/$project" "$@" ;;
            *) DOTNET_ROOT= exec "$REAL_DOTNET" "$@" ;;
        esac
        """;

    private readonly TinyRepository repository;

    public BashBootstrapperTests(Built built)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Linux, macOS and Git Bash");
        repository = new TinyRepository(built.Repository);
    }

    public void Dispose() => repository?.Dispose();

    [Fact]
    public async Task The_build_is_built_once_and_then_only_run()
    {
        File.Delete(repository["build/bin/Debug/_build.dll"]);
        var first = await Run();
        first.Output.ShouldStartWith("version 1\n");
        first.Error.ShouldBe($"{Notice}\nto standard error\n");

        var second = await Run();
        second.Output.ShouldBe(first.Output);
        second.Error.ShouldBe("to standard error\n");
    }

    [Fact]
    public async Task A_changed_source_is_built()
    {
        repository.SetVersion(2);

        (await Run()).Output.ShouldStartWith("version 2\n");
        (await Run()).Error.ShouldNotContain(Notice);
    }

    [Fact]
    public async Task New_and_deleted_sources_are_built_and_so_is_what_the_inputs_file_names()
    {
        (await Run()).Error.ShouldNotContain(Notice);
        repository.Write("build/Extra.cs", "static class Extra;");
        (await Run()).Error.ShouldContain(Notice);

        File.Delete(repository["build/Extra.cs"]);
        (await Run()).Error.ShouldContain(Notice);

        repository.Write("shared/deep/More.cs", "static class More;");
        (await Run()).Error.ShouldContain(Notice);

        repository.Write("Directory.Build.props", "<Project />");
        (await Run()).Error.ShouldContain(Notice);

        repository.Write("README.md", "no input");
        (await Run()).Error.ShouldNotContain(Notice);
    }

    [Fact]
    public async Task A_source_replaced_by_an_older_one_is_built()
    {
        repository.SetVersion(22, "older.cs");
        File.SetLastWriteTimeUtc(repository["older.cs"], DateTime.UtcNow.AddDays(-3));
        File.Move(repository["older.cs"], repository["build/Build.cs"], overwrite: true);

        (await Run()).Output.ShouldStartWith("version 22\n");
    }

    [Fact]
    public async Task Arguments_arrive_as_they_were_typed()
    {
        string[] arguments =
            ["Deploy", "--name", "two words", "", "*", "$HOME", "\"quoted\"", "it's", "back\\slash\\", "größe 🤖", "--x=-1", "a\nb", "--"];

        var run = await Run(arguments: arguments);

        run.Output.ShouldEndWith("no root\n" + string.Concat(arguments.Select(argument => $"[{argument}]\n")));
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_build()
    {
        var run = await Run(arguments: ["exit", "5"], exitCode: 5);
        run.Error.ShouldNotContain(Notice);
    }

    [Fact]
    public async Task From_another_directory_the_build_is_told_its_root_and_keeps_the_callers_directory()
    {
        var outside = await Run(directory: repository.Outside);
        outside.Output.Split('\n')[1..3].ShouldBe([repository.Outside, repository.Root]);

        var inside = await Run(directory: repository["shared"]);
        inside.Output.Split('\n')[1..3].ShouldBe([repository["shared"], "no root"]);
    }

    [Fact]
    public async Task From_within_another_repository_the_build_is_told_its_own_root()
    {
        using var other = new TinyRepository("other");

        (await Run(directory: other.Root)).Output.Split('\n')[1..3].ShouldBe([other.Root, repository.Root]);
    }

    [Fact]
    public async Task What_does_not_compile_is_shown_and_not_run_until_it_is_mended()
    {
        repository.Write("build/Broken.cs", "this is no C#");

        var broken = await Run(exitCode: 1);
        broken.Output.ShouldBeEmpty();
        broken.Error.ShouldContain("Broken.cs(1,");
        broken.Error.ShouldContain("TBS6003");
        (await Run(exitCode: 1)).Output.ShouldBeEmpty();

        File.Delete(repository["build/Broken.cs"]);
        (await Run()).Output.ShouldStartWith("version 1\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_at_once_build_once_and_both_run(bool withFlock)
    {
        repository.SetVersion(2);
        Dictionary<string, string?> environment = withFlock ? [] : new() { ["PATH"] = PathWithout("flock") };

        var runs = await Task.WhenAll(Run(environment: environment), Run(environment: environment), Run(environment: environment));

        runs.ShouldAllBe(run => run.Output.StartsWith("version 2\n"));
        runs.Count(run => run.Error.Contains(Notice)).ShouldBe(1);
    }

    [Fact]
    public async Task Without_flock_the_lock_of_a_killed_one_is_taken_over()
    {
        var dead = await Command.RunAsync("sh", ["-c", "echo $$"], repository.Root);
        repository.Write(".nuke/temp/build.lock.d/pid", dead.Output);
        repository.SetVersion(2);

        (await Run(environment: new() { ["PATH"] = PathWithout("flock") })).Output.ShouldStartWith("version 2\n");

        Directory.Exists(repository[".nuke/temp/build.lock.d"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_an_SDK_and_a_network_it_says_what_to_do()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = PathWithout("dotnet"), ["https_proxy"] = "http://127.0.0.1:1", ["ALL_PROXY"] = "http://127.0.0.1:1",
        };

        repository.SetVersion(2);

        var run = await Run(environment: environment, exitCode: 1);

        run.Error.ShouldContain("TBS6001");
        run.Error.ShouldContain("https://dotnet.microsoft.com/download");
    }

    [Fact]
    public async Task An_SDK_that_global_json_does_not_want_is_not_used_and_the_one_that_was_installed_is()
    {
        repository.Write("global.json", """{ "sdk": { "version": "99.0.100" } }""");
        repository.Write("tools/curl", DownloadOfTheInstaller);
        repository.Write("tools/dotnet-99", SdkThatSatisfiesEverything);

        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = repository["tools"] + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["SDK"] = repository["tools/dotnet-99"],
            ["REAL_DOTNET"] = RuntimeDotNet(),
        };
        await Command.RunAsync("chmod", ["+x", "tools/curl", "tools/dotnet-99"], repository.Root);

        var run = await Run(environment: environment);

        run.Error.ShouldStartWith("Installing the .NET SDK that global.json names...\nBuilding the build...\n");
        run.Output.ShouldStartWith("version 1\n");
        (await Run(environment: environment)).Error.ShouldBe("to standard error\n");
    }

    private static string RuntimeDotNet() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    // build.sh finds programs by PATH alone, so a directory of links to all but one of them is a machine without it.
    private string PathWithout(string program)
    {
        var tools = Directory.CreateDirectory(Path.Combine(repository.Outside, "path-without-" + program)).FullName;
        var directories = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Where(Directory.Exists);
        foreach (var file in directories.SelectMany(Directory.EnumerateFiles).DistinctBy(Path.GetFileName))
        {
            if (Path.GetFileName(file) != program)
            {
                File.CreateSymbolicLink(Path.Combine(tools, Path.GetFileName(file)), file);
            }
        }

        return tools;
    }

    private async Task<Command> Run(
        string? directory = null, Dictionary<string, string?>? environment = null, int exitCode = 0, string[]? arguments = null)
    {
        // build.sh has no executable bit in an archive made on Windows; bash does not need it.
        var run = await Command.RunAsync("bash", [repository["build.sh"], .. arguments ?? []], directory ?? repository.Root, environment);
        return run.ShouldEndWith(exitCode);
    }

    /// <summary>Builds once for all tests of the class; each works on a copy.</summary>
    public sealed class Built : IAsyncLifetime
    {
        internal TinyRepository Repository { get; } = new();

        public async ValueTask InitializeAsync() =>
            (await Command.RunAsync("bash", [Repository["build.sh"]], Repository.Root)).ShouldEndWith(0);

        public ValueTask DisposeAsync()
        {
            Repository.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
