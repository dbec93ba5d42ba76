using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests.Bootstrapping;

/// <summary>
/// PowerShell runs in this process here, and so its variables are those of every process that is started meanwhile:
/// nothing runs beside these tests.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class PowerShellInProcess;

[Collection<PowerShellInProcess>]
public sealed class PowerShellBootstrapperTests : IDisposable
{
    private readonly TinyRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("build.ps1")]
    [InlineData(".nuke/completion.ps1")]
    public void The_script_parses_and_uses_nothing_that_Windows_PowerShell_5_does_not_know(string file)
    {
        var text = File.ReadAllText(RepositoryRoot.File(file));
        var script = Parser.ParseInput(text, out var tokens, out var errors);

        errors.ShouldBeEmpty();
        script.FindAll(part => part is TernaryExpressionAst or PipelineChainAst, searchNestedScriptBlocks: true).ShouldBeEmpty();
        tokens.ShouldNotContain(token => token.Kind == TokenKind.QuestionQuestion || token.Kind == TokenKind.QuestionQuestionEquals
            || token.Kind == TokenKind.QuestionDot || token.Kind == TokenKind.QuestionLBracket || token.Kind == TokenKind.Clean);
        // Without a byte order mark, 5.1 reads anything else in the code page of the machine.
        text.ShouldAllBe(character => char.IsAscii(character));
    }

    [Fact]
    public void Both_scripts_have_the_same_steps_in_the_same_order()
    {
        string[] Steps(string name) =>
            [.. Regex.Matches(File.ReadAllText(RepositoryRoot.File(name)), "^# Step: (.+)$", RegexOptions.Multiline)
                .Select(step => step.Groups[1].Value)];

        Steps("build.ps1").ShouldBe(Steps("build.sh"));
        Steps("build.ps1").Length.ShouldBe(7);
    }

    [Fact]
    public void Both_scripts_have_the_same_errors()
    {
        string[] Errors(string name) =>
            [.. Regex.Matches(File.ReadAllText(RepositoryRoot.File(name)), "TBS\\d{4}.+").Select(error => error.Value.TrimEnd(' ', '`', '\\'))];

        Errors("build.ps1").ShouldBe(Errors("build.sh"));
    }

    [Fact]
    public async Task The_build_is_built_once_and_again_when_something_changed()
    {
        (await Run()).Output[0].ShouldBe("version 1");
        var built = BuiltAt();
        (await Run()).Output[0].ShouldBe("version 1");
        BuiltAt().ShouldBe(built);

        repository.SetVersion(2);
        (await Run()).Output[0].ShouldBe("version 2");

        built = BuiltAt();
        File.Delete(repository["shared/Shared.cs"]);
        await Run();
        BuiltAt().ShouldBeGreaterThan(built);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_build() => (await Run(["exit", "7"])).ExitCode.ShouldBe(7);

    [Fact]
    public async Task Arguments_arrive_as_they_were_typed()
    {
        object[] arguments = ["Deploy", "--name", "two words", "", "*", "$HOME", "\"quoted\"", "it's", "back\\slash\\", "größe 🤖", "--x=-1"];

        var run = await Run(arguments);

        run.Output[3..].ShouldBe(arguments.Select(argument => $"[{argument}]"));
    }

    [Fact]
    public async Task Words_that_look_like_numbers_and_switches_stay_words()
    {
        var run = await Run(script: "& $bootstrapper Deploy -Verbose 0x10 1.0 10MB --since:2h");

        run.Output[3..].ShouldBe(["[Deploy]", "[-Verbose]", "[0x10]", "[1.0]", "[10MB]", "[--since:2h]"]);
    }

    [Fact]
    public async Task From_another_directory_the_build_is_told_its_root_and_the_session_keeps_none_of_it()
    {
        var run = await Run(directory: repository.Outside, script: "& $bootstrapper; [Environment]::GetEnvironmentVariables().Contains('NUKE_ROOT')");

        run.Output.ShouldBe(["version 1", repository.Outside, repository.Root, "False"]);
    }

    [Fact]
    public async Task What_does_not_compile_is_not_run_until_it_is_mended()
    {
        await Run();
        repository.Write("build/Broken.cs", "this is no C#");

        var broken = await Run();
        broken.Output.ShouldBeEmpty();
        broken.ExitCode.ShouldBe(1);

        File.Delete(repository["build/Broken.cs"]);
        (await Run()).Output[0].ShouldBe("version 1");
    }

    [Fact]
    public async Task Two_at_once_both_run()
    {
        var runs = await Task.WhenAll(Run(), Run());

        runs.ShouldAllBe(run => run.Output[0] == "version 1" && run.ExitCode == 0);
    }

    private DateTime BuiltAt() => File.GetLastWriteTimeUtc(repository["build/bin/Debug/_build.dll"]);

    /// <summary>Runs the script in a PowerShell of its own in this process.</summary>
    private async Task<(string[] Output, int ExitCode)> Run(
        object[]? arguments = null, string? directory = null, string script = "& $bootstrapper @arguments")
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(directory ?? repository.Root);
        runspace.SessionStateProxy.SetVariable("bootstrapper", repository["build.ps1"]);
        runspace.SessionStateProxy.SetVariable("arguments", arguments ?? []);
        using var shell = PowerShell.Create(runspace);
        var output = await shell.AddScript(script).InvokeAsync();
        return ([.. output.Select(line => line.ToString())], (int)runspace.SessionStateProxy.GetVariable("LASTEXITCODE"));
    }
}
