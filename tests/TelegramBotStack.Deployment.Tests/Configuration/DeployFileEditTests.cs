using CsCheck;
using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Tests.Configuration;

public sealed class DeployFileEditTests
{
    private const string Scaffolded = """
        # Where it runs.
        bot:
          name: echo      # on the host
        host:
          # A server.
          address: server.example.org   # the address
          user: "deploy"
          # key: ~/.ssh/id_ed25519
        secrets:
          BOT_TOKEN: { env: BOT_TOKEN }

        """;

    [Fact]
    public void A_changed_host_keeps_comments_order_and_everything_else() =>
        Set(Scaffolded, ("address", "203.0.113.5"), ("port", "2222"), ("user", "ada"), ("key", "~/.ssh/botstack_203.0.113.5")).ShouldBe("""
            # Where it runs.
            bot:
              name: echo      # on the host
            host:
              # A server.
              address: 203.0.113.5   # the address
              port: 2222
              key: ~/.ssh/botstack_203.0.113.5
              user: ada
              # key: ~/.ssh/id_ed25519
            secrets:
              BOT_TOKEN: { env: BOT_TOKEN }

            """);

    [Theory]
    [InlineData("", "host:\n  address: x\n")]
    [InlineData("confirm: true", "confirm: true\nhost:\n  address: x\n")]
    [InlineData("host:\n    user: ada", "host:\n    user: ada\n    address: x\n")]
    [InlineData("host:\r\n  user: ada\r\nconfirm: true\r\n", "host:\r\n  user: ada\r\n  address: x\r\nconfirm: true\r\n")]
    [InlineData("host: { user: ada }", null)]
    [InlineData("host: local", null)]
    [InlineData("- a list", null)]
    [InlineData("host: [", null)]
    [InlineData("host:\n  address:\n    nested: 1\n", null)]
    public void A_file_is_changed_only_where_it_can_be_safely(string text, string? expected) => Set(text, ("address", "x")).ShouldBe(expected);

    [Fact]
    public void Any_value_is_read_back_as_it_was() => Gen.String[Gen.Char["aZ0 :#\"\\'{}[]&*!|>%@`-.~/é,?"], 1, 12].Sample(value =>
        Set("host:\n  user: ada # who\nconfirm: true\n", ("key", value)).ShouldNotBeNull().ShouldContain("  user: ada # who\n"));

    [Fact]
    public void No_text_throws() => Gen.String[Gen.Char["ho st:\n-#{}[]&*!|>\"'a\t\r"], 0, 40].Sample(text => Set("host:\n  " + text, ("user", "x")));

    private static string? Set(string text, params (string Key, string Value)[] keys) =>
        DeployFileEdit.SetHost(text, [.. keys.Select(key => KeyValuePair.Create(key.Key, key.Value))]);
}
