using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Tests.Verification;

public class PortsOnHostTests
{
    [Fact]
    public void Listening_ports_are_read_from_the_kernels_hexadecimal() =>
        PortsOnHost.Parse("1F90\n0016\n1F90\n\nnonsense\n").ShouldBe([8080, 22], ignoreOrder: true);

    [Fact]
    public void The_suggested_port_is_free_and_not_one_the_bot_wants_itself() =>
        PortsOnHost.FreeFrom(8080, [8080, 8081], [new PublishedPort("", 8080, 80), new PublishedPort("", 8082, 81)]).ShouldBe(8083);

    [Fact]
    public void Where_nothing_is_free_nothing_is_suggested() => PortsOnHost.FreeFrom(65535, [65535], []).ShouldBeNull();
}
