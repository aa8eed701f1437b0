"""Where a room can be reached: this machine alone, or an address of the network that phones are in."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import typer

from decision_model.interfaces.loopback import HERE

ELSEWHERE = ("10.255.255.255", 9)
"""An address of a private network, to which nothing is sent: only which way it would go is asked."""


@dataclass(frozen=True)
class Place:
    """An address to listen at; `certified` where the talk is encrypted."""

    address: str
    certified: bool = False

    @property
    def is_here(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def scheme(self) -> str:
        return "https" if self.certified else "http"

    @cached_property
    def _shown(self) -> str:
        return f"[{self.address}]" if ":" in self.address else self.address

    def origin(self, port: int) -> str:
        """What links begin with."""
        return f"{self.scheme}://{self._shown}:{port}"

    def hosts(self, port: int) -> frozenset[str]:
        """The names under which a server here is meant; any other that leads here is somebody's trick."""
        names = {self._shown, *(("localhost",) if self.is_here else ())}
        return frozenset(f"{name}:{port}" for name in names)

    def listener(self, port: int) -> socket.socket:
        """A socket that listens here; a usage error where it cannot."""
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":  # on Windows it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.address, port))
            listening.listen(512)
        except OSError as error:
            listening.close()
            message = f"{self.address}, port {port}: {error.strerror or 'it cannot be used'}."
            raise typer.BadParameter(message, param_hint="--host or --port") from None
        return listening

    def warnings(self) -> Iterator[str]:
        """What to know before phones are let in."""
        if self.is_here:
            yield "Only this computer can open these links. Phones can join with --lan."
            return
        yield f"Everybody in the network of {self.address} can open the room's page; answers need its code."
        if not self.certified:
            yield "What phones send can be read by others in the same network; with --certfile and --keyfile it cannot."
        if ipaddress.ip_address(self.address).is_global:
            yield f"{self.address} is a public address: browsers may warn of it, and others may reach it."
        if os.name == "nt":
            yield "Windows will ask whether to let Python through its firewall: allow it for this network."
        yield "If a phone cannot open the link, start a hotspot on this laptop or a phone, join it with all devices,"
        yield "and start again with --host ADDRESS, the laptop's address in it. Without any network: see `class`."


def place(lan: bool, host: str, certified: bool) -> Place:
    """Where to listen, from what the command was told; a usage error for what is no address of one network."""
    if lan and host:
        raise typer.BadParameter("Give --lan or --host, not both.", param_hint="--host")
    if not host:
        return Place(_own() if lan else HERE, certified)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise typer.BadParameter(f"'{host}' is no address, such as 192.168.0.7.", param_hint="--host") from None
    if address.is_unspecified or address.is_multicast:
        message = f"{host} stands for every network of this computer. Name the address in one, or use --lan."
        raise typer.BadParameter(message, param_hint="--host")
    return Place(str(address), certified)


def _own() -> str:
    """This machine's address in its network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(ELSEWHERE)
            found = str(asked.getsockname()[0])
        except OSError:
            found = ""
    if not found or ipaddress.ip_address(found).is_loopback:
        message = "No network was found. Join one, or start a hotspot and name this computer's address with --host."
        raise typer.BadParameter(message, param_hint="--lan")
    return found
