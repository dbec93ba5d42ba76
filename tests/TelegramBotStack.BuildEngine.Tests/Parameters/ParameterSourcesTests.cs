using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace TelegramBotStack.BuildEngine.Tests.Parameters;

public sealed class ParameterSourcesTests : IDisposable
{
    private readonly TestBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_command_line_wins_over_environment_profile_and_file()
    {
        File.WriteAllText(_build.Nuke("parameters.json"), """{ "ChatColor": "file", "ChatSize": 1, "ChatId": 1, "ChatTags": ["file"] }""");
        File.WriteAllText(_build.Nuke("parameters.prod.json"), """{ "ChatColor": "profile", "ChatSize": 2, "ChatId": 2 }""");
        _build.Environment["CHAT_COLOR"] = "environment";
        _build.Environment["NUKE_CHAT_SIZE"] = "3";

        Show("--profile prod --chat-color line").ShouldContain("line 3 2 file");
    }

    [Fact]
    public void The_profile_given_last_wins()
    {
        File.WriteAllText(_build.Nuke("parameters.a.json"), """{ "ChatColor": "a" }""");
        File.WriteAllText(_build.Nuke("parameters.b.json"), """{ "ChatColor": "b" }""");

        Show("--profile a b").ShouldContain("b 0 0");
    }

    [Theory]
    [InlineData("--chat-id -100123")]
    [InlineData("--chat-id=-100123")]
    public void A_negative_number_is_a_value(string arguments) => Show(arguments).ShouldContain(" -100123 ");

    [Fact]
    public void The_last_of_several_wins() => Show("--chat-color a --chat-color b").ShouldContain("b 0");

    [Fact]
    public void An_empty_environment_variable_is_no_value()
    {
        _build.Environment["CHAT_SIZE"] = "";

        Show("").ShouldContain("none 0 0");
    }

    [Fact]
    public void Common_variables_do_not_set_parameters_of_the_engine()
    {
        foreach (var name in (string[])["HOST", "ROOT", "TARGET", "SKIP", "PLAN", "HELP", "CONTINUE", "VERBOSITY", "PROFILE"])
            _build.Environment[name] = "something";

        Show("").ShouldContain("none 0 0");
    }

    [Fact]
    public void A_misspelt_parameter_ends_the_build_with_the_nearest_name()
    {
        var outcome = _build.Run<ChatBuild>("--chat-colour red", x => x.Show);

        outcome.ExitCode.ShouldBe(2);
        outcome.Output.ShouldContain("Did you mean --chat-color?");
        outcome.Output.ShouldNotContain("colors:");
    }

    [Fact]
    public void An_unknown_name_in_a_file_ends_the_build()
    {
        File.WriteAllText(_build.Nuke("parameters.json"), """{ "ChatColr": "x" }""");

        var outcome = _build.Run<ChatBuild>("", x => x.Show);

        outcome.ExitCode.ShouldBe(2);
        outcome.Output.ShouldContain("Did you mean 'ChatColor'?");
    }

    [Fact]
    public void A_wrong_value_of_a_parameter_that_nothing_reads_ends_the_build()
    {
        _build.Environment["CHAT_UNUSED"] = "tomorrow";

        _build.Run<ChatBuild>("", x => x.Show).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_wrong_value_of_a_secret_is_not_shown()
    {
        var outcome = _build.Run<ChatBuild>("--chat-pin 12s4", x => x.Show);

        outcome.ExitCode.ShouldBe(2);
        outcome.Output.ShouldContain("--chat-pin");
        outcome.Output.ShouldNotContain("12s4");
    }

    [Fact]
    public void A_target_after_a_flag_is_explained()
    {
        var outcome = _build.Run<ChatBuild>("--chat-loud Show");

        outcome.ExitCode.ShouldBe(2);
        outcome.Output.ShouldContain("Targets come before the first parameter");
    }

    [Fact]
    public void An_override_without_attribute_takes_a_parameter_away()
    {
        _build.Run<FixedBuild>("--chat-color red", x => x.Done).ExitCode.ShouldBe(2);
        _build.Run<FixedBuild>("--help").Output.ShouldNotContain("chat-color");
    }

    [Fact]
    public void A_path_is_relative_to_the_working_directory_and_in_a_file_to_the_root()
    {
        File.WriteAllText(_build.Nuke("parameters.json"), """{ "ChatFile": "from/file" }""");

        Show("").ShouldContain(Path.Combine(_build.Root, "from", "file"));
    }

    private string Show(string arguments)
    {
        var outcome = _build.Run<ChatBuild>(arguments, x => x.Show);
        outcome.ExitCode.ShouldBe(0, outcome.Output);
        return outcome.Output;
    }

    [ParameterPrefix("Chat")]
    private interface IChat : INukeBuild
    {
        [Parameter("Color")] string Color => TryGetValue(() => Color) ?? "none";
        [Parameter("Size")] int Size => TryGetValue<int?>(() => Size) ?? 0;
        [Parameter("Id")] long Id => TryGetValue<long?>(() => Id) ?? 0;
        [Parameter("Tags")] string[] Tags => TryGetValue(() => Tags) ?? [];
        [Parameter("File")] AbsolutePath? File => TryGetValue(() => File);
        [Parameter("Loud")] bool Loud => TryGetValue<bool?>(() => Loud) ?? false;
        [Parameter("Unused")] DateTime? Unused => TryGetValue<DateTime?>(() => Unused);
        [Parameter("Pin"), Secret] int? Pin => TryGetValue<int?>(() => Pin);
    }

    private sealed class ChatBuild : NukeBuild, IChat
    {
        public Target Show => _ => _.Executes(() =>
        {
            IChat chat = this;
            Log.Information("colors: {Color} {Size} {Id} {Tags} {File}", chat.Color, chat.Size, chat.Id, string.Join('+', chat.Tags), chat.File);
        });
    }

    private sealed class FixedBuild : NukeBuild, IChat
    {
        string IChat.Color => "fixed";
        public Target Done => _ => _.Executes(() => { });
    }
}
