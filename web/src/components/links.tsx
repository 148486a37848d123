import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, RefAttributes } from "react";

type LinkAttributes<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> &
  RefAttributes<HTMLAnchorElement>;

/** Links between views, checked against the routes; each is a real link that opens in a new tab as well. */
export const TextLink = createLink((props: AnchorProps & LinkAttributes<AnchorProps>) => (
  <Anchor {...props} />
));

export const LinkButton = createLink((props: ButtonProps & LinkAttributes<ButtonProps>) => (
  <Button component="a" {...props} />
));

export const NavigationLink = createLink((props: NavLinkProps & LinkAttributes<NavLinkProps>) => (
  <NavLink component="a" {...props} />
));
